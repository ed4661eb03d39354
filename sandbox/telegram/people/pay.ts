/** Paying an invoice inside Telegram. */
import { randomInt } from "node:crypto";
import type { PreCheckoutQuery } from "grammy/types";
import { openChat, personOf, userOf } from "../chats.ts";
import { impossible } from "../errors.ts";
import { liveMessage } from "../messages.ts";
import { push } from "../updates.ts";
import type { Chat, Person, World } from "../world.ts";
import { write } from "./write.ts";

/** The bot has 10 s for its answer (core.telegram.org/bots/api#answerprecheckoutquery). */
const ANSWER_MS = 10_000;

export type Paid = { ok: true; message: number } | { ok: false; error: string };

export async function pay(world: World, chat: Chat, messageId: number): Promise<Paid> {
  const record = liveMessage(chat, messageId);
  const invoice = record?.message.invoice;
  if (!record || !invoice) return impossible(`Message ${messageId} is no invoice`);
  const { currency, total_amount } = invoice;
  return checkOut(world, chat, { currency, total_amount, invoice_payload: record.payload ?? "" }, "good");
}

/**
 * Opens the link to an invoice and pays: anybody may, and as often as the bot allows. With a `declined` card the bot is
 * asked, and then hears no more of it.
 */
export async function payByLink(
  world: World,
  person: Person,
  slug: string,
  card: "good" | "declined",
): Promise<Paid> {
  const link = world.invoices.get(slug);
  const bot = link && world.bots.get(link.botId);
  if (!link || !bot) return impossible("There is no such invoice");
  const { currency, total_amount, payload } = link;
  const chat = openChat(world, bot, person);
  return checkOut(world, chat, { currency, total_amount, invoice_payload: payload }, card);
}

async function checkOut(
  world: World,
  chat: Chat,
  invoice: Pick<PreCheckoutQuery, "currency" | "total_amount" | "invoice_payload">,
  card: "good" | "declined",
): Promise<Paid> {
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
    push(world, chat, { pre_checkout_query: { id, from: userOf(personOf(world, chat)), ...invoice } });
  });
  if (!answer.ok) return { ok: false, error: answer.error_message ?? "The payment was declined" };
  if (card === "declined") return { ok: false, error: "The bank declined the card" };
  const charge = { telegram_payment_charge_id: `tg_${id}`, provider_payment_charge_id: `provider_${id}` };
  const message = write(world, chat, { successful_payment: { ...invoice, ...charge } });
  return { ok: true, message: message.message.message_id };
}
