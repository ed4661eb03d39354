/** Who is behind an address. WhatsApp shows a person as a phone number, or as a hidden id (LID) with or without one. */
import type { Person, World } from "../telegram/world.ts";

/** The business number, as the control API lists it: a bot among bots. */
export const WHATSAPP = {
  id: 79_990_000_000,
  name: "whatsapp",
  phone: "79990000000",
  lid: "100000000000001",
  title: "Pawline",
} as const;

export interface Address {
  /** Digits of the hidden id: everybody has one. */
  lid: string;
  /** Digits of the number, where the bot's side can learn it. */
  phone?: string;
  /** Where the person's messages come from on WhatsApp Web: `<digits>@lid`, or `<digits>@c.us`. */
  chat: string;
  /** What they call themselves. */
  name: string;
}

/** Unless told otherwise a person writes from a hidden id; who has no phone here hides it. */
export function addressOf(person: Person): Address {
  const lid = String(200_000_000_000_000 + person.id);
  const phone = person.phone?.replace(/^\+/, "");
  const shown = person.whatsapp === "hidden" ? undefined : phone;
  return {
    lid,
    ...(shown === undefined ? {} : { phone: shown }),
    chat: person.whatsapp === "phone" && shown !== undefined ? `${shown}@c.us` : `${lid}@lid`,
    name: [person.first_name, person.last_name].filter((part) => part !== undefined).join(" "),
  };
}

/** The person whom the bot's side means by `…@lid`, `…@c.us` or bare digits. */
export function personAt(world: World, address: string): Person | undefined {
  const [digits = "", server] = address.replace(/^\+/, "").split("@");
  for (const person of world.people.values()) {
    const { lid, phone } = addressOf(person);
    if (server !== "c.us" && lid === digits) return person;
    if (server !== "lid" && phone === digits) return person;
  }
  return undefined;
}
