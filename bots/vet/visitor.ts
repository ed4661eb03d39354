import type { Core } from "../../core/platform/core.ts";
import { guessLocale } from "../owner/person.ts";
import { isLocale, type Locale } from "../texts.ts";

/** A person in the staff's bot, invited or not. */
export interface Visitor {
  readonly person: string;
  /** External id of their chat. */
  readonly chat: string;
  readonly locale: Locale;
  /** IANA zone; the clinic's. */
  readonly zone: string;
}

/** Who writes; notes that they did. `hint` is the language the messenger says they read. */
export async function visitorOf(core: Core, id: string, hint: string | undefined): Promise<Visitor> {
  const person = await core.db.person.findUniqueOrThrow({
    where: { id },
    include: { identities: { where: { channel: "staff" } } },
  });
  const [identity] = person.identities;
  if (!identity) throw new Error("a person without an address in the staff's bot");
  const locale =
    person.locale && isLocale(person.locale) ? person.locale : guessLocale(hint, core.settings.defaultLocale);
  const clinic = await core.db.clinic.findFirst({ select: { timeZone: true } });
  const zone = person.timeZone ?? clinic?.timeZone ?? "UTC";
  // Notices are put into words at their delivery, from what is noted here.
  if (person.locale !== locale || person.timeZone !== zone)
    await core.db.person.update({ where: { id }, data: { locale, timeZone: zone } });
  if (identity.blockedAt)
    await core.db.identity.updateMany({
      where: { personId: id, channel: "staff" },
      data: { blockedAt: null },
    });
  return { person: id, chat: identity.externalId, locale, zone };
}
