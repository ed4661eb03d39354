import { consentsNeeded, recordConsent } from "../../core/accounts/consents.ts";
import type { Profile } from "../../core/accounts/profile.ts";
import { register } from "../../core/accounts/register.ts";
import { persons } from "../../core/messaging/persons.ts";
import type { Core } from "../../core/platform/core.ts";

/** An invented owner. */
export const anna: Profile = {
  firstName: "Анна",
  lastName: "Иванова",
  phone: "+79990001122",
  birthDate: "1990-01-31",
  email: "anna@example.com",
  city: "Екатеринбург",
  timeZone: "Asia/Yekaterinburg",
};

/** Somebody who wrote to the owners' bot and did nothing else. */
export async function stranger(core: Core, chat: string): Promise<string> {
  const known = await persons(core, [{ channel: "telegram", from: chat }]);
  const id = known.get(`telegram ${chat}`);
  if (!id) throw new Error("no person");
  return id;
}

/** Says yes to all that is asked. */
export async function agree(core: Core, person: string): Promise<void> {
  for (const { kind, version } of await consentsNeeded(core, person))
    await recordConsent(core, {
      person,
      kind,
      version,
      locale: "ru",
      given: true,
      channel: "telegram",
      messageId: "7",
    });
}

/** A registered owner. */
export async function registered(core: Core, chat: string, profile: Partial<Profile> = {}): Promise<string> {
  const person = await stranger(core, chat);
  await agree(core, person);
  const result = await register(core, person, { ...anna, ...profile });
  if (result.kind !== "ok") throw new Error(`not registered: ${result.kind}`);
  return person;
}
