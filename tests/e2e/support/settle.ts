import { consentsNeeded, recordConsent } from "../../../core/accounts/consents.ts";
import { register } from "../../../core/accounts/register.ts";
import { legalText } from "../../../core/catalog/legal.ts";
import { createOrder } from "../../../core/orders/create.ts";
import { addPet } from "../../../core/pets/keep.ts";
import type { Address } from "../../../sandbox/whatsapp/addresses.ts";
import type { Core } from "../../../core/platform/core.ts";
import type { Locale } from "../../../bots/texts.ts";
import type { Profile } from "./owner.ts";

// What stories about something else begin with. The use cases are those of the chat; only the chatting is left out.

const channel = "telegram";

/** Who somebody is to the messengers. */
export type Ids = { readonly telegram: number } | { readonly staff: number } | { readonly whatsapp: Address };

export async function personIdOf(core: Core, ids: Ids): Promise<string> {
  const { personId } = await core.db.identity.findFirstOrThrow({ where: addressed(ids) });
  return personId;
}

function addressed(ids: Ids) {
  if ("telegram" in ids) return { channel: "telegram", externalId: String(ids.telegram) } as const;
  if ("staff" in ids) return { channel: "staff", externalId: String(ids.staff) } as const;
  // As the drivers know people: by the hidden id, or by the number.
  const { lid, phone } = ids.whatsapp;
  const known = [lid, phone].flatMap((part) =>
    part === undefined ? [] : [{ externalId: { contains: part } }],
  );
  return { channel: "whatsapp" as const, OR: known };
}

/** Registers somebody who has said hello, with pets of these names. */
export async function settle(
  core: Core,
  person: string,
  { locale, profile, pets }: { locale: Locale; profile: Profile; pets: readonly string[] },
): Promise<void> {
  for (const { kind, version } of await consentsNeeded(core, person))
    await recordConsent(core, { person, kind, version, locale, given: true, channel, messageId: "1" });
  const registered = await register(core, person, {
    ...profile,
    birthDate: "1990-11-05",
    timeZone: "Asia/Novosibirsk",
  });
  if (registered.kind !== "ok") throw new Error(registered.kind);
  for (const name of pets) {
    const added = await addPet(core, person, { species: "dog", breed: { code: "labrador" }, name });
    if (added.kind !== "ok") throw new Error(added.kind);
  }
}

/** Orders a package; the address of the payment page. */
export async function orderFor(
  core: Core,
  person: string,
  {
    locale,
    profile,
    slug,
    vet,
  }: { locale: Locale; profile: Profile; slug: string; vet?: string | undefined },
): Promise<string> {
  const offer = await legalText(core, "offer", locale);
  const card = vet === undefined ? null : await core.db.vet.findUniqueOrThrow({ where: { slug: vet } });
  const made = await createOrder(core, person, {
    firstName: profile.firstName,
    lastName: profile.lastName,
    phone: profile.phone,
    email: profile.email,
    package: slug,
    locale,
    ...(card && { vet: card.id }),
    consent: { version: offer?.version ?? "", locale, channel, messageId: "1" },
  });
  if (made.kind !== "ordered") throw new Error(made.kind);
  return made.link;
}
