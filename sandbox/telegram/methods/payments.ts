/** Telegram's own payments: invoices and the question before a payment. */
import { randomBytes } from "node:crypto";
import { bad } from "../errors.ts";
import type { Methods } from "../method.ts";
import { send } from "../send.ts";

export const paymentMethods = {
  sendInvoice(call, params) {
    const { currency, title, description, payload } = params;
    const total_amount = totalOf(params);
    const pay = { text: `Pay ${total_amount / 100} ${currency}`, pay: true };
    const invoice = {
      title,
      description,
      start_parameter: params.start_parameter ?? "",
      currency,
      total_amount,
    };
    const reply_markup = params.reply_markup ?? { inline_keyboard: [[pay]] };
    return send(call, { ...params, reply_markup }, () => ({ invoice }), { payload });
  },

  createInvoiceLink({ world, bot }, params) {
    const { currency, title, description, payload } = params;
    if (title.length > 32) bad("INVOICE_TITLE_TOO_LONG");
    const slug = `$${randomBytes(12).toString("base64url")}`;
    const total_amount = totalOf(params);
    const botId = bot.record.me.id;
    world.invoices.set(slug, { botId, title, description, currency, total_amount, payload });
    return `${world.url}/${slug}`;
  },

  answerPreCheckoutQuery({ world }, { pre_checkout_query_id, ok, error_message }) {
    const answer = world.checkouts.get(pre_checkout_query_id);
    if (!answer) return bad("query is too old and response timeout expired or query ID is invalid");
    if (!ok && !error_message) bad("PRE_CHECKOUT_ERROR_MESSAGE_REQUIRED");
    world.checkouts.delete(pre_checkout_query_id);
    answer({ ok, ...(error_message === undefined ? {} : { error_message }) });
    return true;
  },
} satisfies Methods;

/** The sum of an invoice that the real server would take. */
function totalOf(params: {
  currency: string;
  prices: readonly { amount: number }[];
  provider_token?: string;
}): number {
  const total = params.prices.reduce((sum, { amount }) => sum + amount, 0);
  // As @BotFather gives them; which are connected to a bot nobody knows here.
  if (params.currency !== "XTR" && !/^\d+:(TEST|LIVE):/.test(params.provider_token ?? ""))
    bad("PAYMENT_PROVIDER_INVALID");
  if (total < 1) bad("CURRENCY_TOTAL_AMOUNT_INVALID");
  return total;
}
