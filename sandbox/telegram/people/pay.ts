/** Paying an invoice inside Telegram. */
import { randomInt } from "node:crypto";
import { personOf, userOf } from "../chats.ts";
import { impossible } from "../errors.ts";
import { liveMessage } from "../messages.ts";
import { push } from "../updates.ts";
import type { Chat, World } from "../world.ts";
import { write } from "./write.ts";

/** The bot has 10 s for its answer (core.telegram.org/bots/api#answerprecheckoutquery). */
const ANSWER_MS = 10_000;

export type Paid = { ok: true; message: number } | { ok: false; error: string };

export async function pay(world: World, chat: Chat, messageId: number): Promise<Paid> {
  const record = liveMessage(chat, messageId);
  const invoice = record?.message.invoice;
  if (!record || !invoice) return impossible(`Message ${messageId} is no invoice`);
  const base = {
    currency: invoice.currency,
    total_amount: invoice.total_amount,
    invoice_payload: record.payload ?? "",
  };
  const id = String(randomInt(2 ** 47));
  const answer = await new Promise<{ ok: boolean; error_message?: string }>((resolve) => {
    const timer = setTimeout(() => {
      world.checkouts.delete(id);
      resolve({ ok: false, error_message: "The bot did not answer in time" });
    }, ANSWER_MS);
    world.checkouts.set(id, (given) => {
      clearTimeout(timer);
      resolve(given);
    });
    push(world, chat, { pre_checkout_query: { id, from: userOf(personOf(world, chat)), ...base } });
  });
  if (!answer.ok) return { ok: false, error: answer.error_message ?? "The payment was declined" };
  const charge = { telegram_payment_charge_id: `tg_${id}`, provider_payment_charge_id: `provider_${id}` };
  const message = write(world, chat, { successful_payment: { ...base, ...charge } });
  return { ok: true, message: message.message.message_id };
}
