import type { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../../core/platform/core.ts";
import { isLocale, type Locale } from "../texts.ts";

export interface OwnerPerson {
  readonly id: string;
  readonly chat: string;
  readonly locale: Locale;
  readonly zone: string;
  readonly selectedId: string | null;
}

/** What people read whose language we have no texts in: Russian where it is widely understood, else English. */
const RUSSIAN_READERS = new Set(["ru", "be", "uk", "kk", "ky", "uz", "tg", "hy", "az", "tk", "tt"]);

/** The first guess, before the person has chosen. `hint` is what the messenger says of them. */
export function guessLocale(hint: string | undefined, otherwise: Locale): Locale {
  const language = hint?.toLowerCase().split("-")[0] ?? "";
  if (isLocale(language)) return language;
  if (language === "") return otherwise;
  return RUSSIAN_READERS.has(language) ? "ru" : "en";
}

/** The person whose turn it is; notes that they wrote, and through which messenger. */
export async function ownerPerson(
  core: Core,
  id: string,
  channel: Channel,
  hint: string | undefined,
): Promise<OwnerPerson> {
  const person = await core.db.person.findUniqueOrThrow({
    where: { id },
    include: { identities: { where: { channel } } },
  });
  const [identity] = person.identities;
  if (!identity) throw new Error("a person without an address on the channel they wrote on");
  const locale =
    person.locale && isLocale(person.locale) ? person.locale : guessLocale(hint, core.settings.defaultLocale);
  if (person.locale !== locale || person.channel !== channel)
    await core.db.person.update({ where: { id }, data: { locale, channel }, select: { id: true } });
  if (identity.blockedAt)
    await core.db.identity.updateMany({ where: { personId: id, channel }, data: { blockedAt: null } });
  const zone = person.timeZone ?? (await clinicZone(core));
  return { id, chat: identity.externalId, locale, zone, selectedId: person.selectedId };
}

async function clinicZone(core: Core): Promise<string> {
  const clinic = await core.db.clinic.findFirst({ select: { timeZone: true } });
  return clinic?.timeZone ?? "UTC";
}
