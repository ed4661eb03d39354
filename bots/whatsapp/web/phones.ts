import type { Client } from "whatsapp-web.js";
import { limited, LATE } from "./failures.ts";
import type { WebTimings } from "./timings.ts";

export type PhoneTimings = Pick<WebTimings, "phoneMs" | "phoneAgainMs">;

/**
 * Finds the number behind a chat's address, digits alone. WhatsApp's page knows many, and asks WhatsApp for the others;
 * who hides their number from us has none. Those are asked for again now and then: people change their mind, and a page
 * that has just started knows less.
 */
export function createPhones({ phoneMs, phoneAgainMs }: PhoneTimings) {
  const phones = new Map<string, string>();
  const asked = new Map<string, number>();

  return async (client: Client, chat: string): Promise<string | undefined> => {
    const known = phones.get(chat);
    if (known !== undefined) return known;
    const now = performance.now();
    if (now - (asked.get(chat) ?? -Infinity) < phoneAgainMs) return undefined;
    const answer = await limited(client.getContactLidAndPhone([chat]), phoneMs).catch(
      (): typeof LATE => LATE,
    );
    // Without an answer nobody knows: the next message asks anew.
    if (answer === LATE) return undefined;
    // Declared as always there; who hides their number has none.
    const number: string | undefined = answer[0]?.pn;
    const phone = /^\d+/.exec(number ?? "")?.[0];
    if (phone === undefined) asked.set(chat, now);
    else {
      phones.set(chat, phone);
      asked.delete(chat);
    }
    return phone;
  };
}
