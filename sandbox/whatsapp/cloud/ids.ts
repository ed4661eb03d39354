/** How the Cloud API names messages and people. */
import { createHash } from "node:crypto";
import type { Person, World } from "../../telegram/world.ts";
import { addressOf, WHATSAPP } from "../addresses.ts";
import { messageById, type Hub } from "../hub.ts";
import type { HubChat, HubEvent, HubMessage } from "../records.ts";

export interface CloudAddress {
  /** The number, where it is shown. */
  phone?: string;
  /** Meta's own id of the person for this business: a country, a dot, digits (BSUID). */
  user?: string;
}

/** Who is set to write from a phone alone is one for whom Meta sends no id of its own yet. */
export function cloudAddress(person: Person): CloudAddress {
  const { phone, lid } = addressOf(person);
  const country = person.phone?.startsWith("+7") === false ? "US" : "RU";
  return {
    ...(phone === undefined ? {} : { phone }),
    ...(person.whatsapp === "phone" && phone !== undefined ? {} : { user: `${country}.${lid}` }),
  };
}

/** The person behind `to` or `recipient`. */
export function personNamed(world: World, { phone, user }: CloudAddress): Person | undefined {
  const digits = phone?.replaceAll(/[\s()+-]/g, "");
  for (const person of world.people.values()) {
    if (digits !== undefined && addressOf(person).phone === digits) return person;
    if (user !== undefined && cloudAddress(person).user === user) return person;
  }
  return undefined;
}

const wrap = (name: string): string => `wamid.${Buffer.from(`${WHATSAPP.phone}|${name}`).toString("base64")}`;

export const wamidOf = (message: Pick<HubMessage, "id">): string => wrap(message.id);

/** Of something that is no message in the chat: the same for every repeat of the same event. */
export const wamidFor = (event: HubEvent): string => {
  const { seq: _, again: __, ...what } = event;
  return wrap(createHash("sha256").update(JSON.stringify(what)).digest("hex").slice(0, 20).toUpperCase());
};

/** A name of a message that is not in the chat: of a reaction of the bot, or of one that was sent to nobody. */
export const strayWamid = (name: string): string => wrap(`X${name}`);

export const isWamid = (id: unknown): id is string => typeof id === "string" && /^wamid\.[\w+/]+=*$/.test(id);

export function messageNamed(hub: Hub, wamid: string): { chat: HubChat; message: HubMessage } | undefined {
  const [number, id] = Buffer.from(wamid.slice("wamid.".length), "base64").toString().split("|");
  return number === WHATSAPP.phone && id !== undefined ? messageById(hub, id) : undefined;
}
