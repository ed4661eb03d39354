/** Telegram's own payments: invoices and the question before a payment. */
import { bad } from "../errors.ts";
import type { Methods } from "../method.ts";
import { send } from "../send.ts";

export const paymentMethods = {
  sendInvoice(call, params) {
    const { currency, title, description, payload } = params;
    const total_amount = params.prices.reduce((sum, { amount }) => sum + amount, 0);
    if (currency !== "XTR" && !params.provider_token) bad("PAYMENT_PROVIDER_INVALID");
    if (total_amount < 1) bad("CURRENCY_TOTAL_AMOUNT_INVALID");
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

  answerPreCheckoutQuery({ world }, { pre_checkout_query_id, ok, error_message }) {
    const answer = world.checkouts.get(pre_checkout_query_id);
    if (!answer) return bad("query is too old and response timeout expired or query ID is invalid");
    if (!ok && !error_message) bad("PRE_CHECKOUT_ERROR_MESSAGE_REQUIRED");
    world.checkouts.delete(pre_checkout_query_id);
    answer({ ok, ...(error_message === undefined ? {} : { error_message }) });
    return true;
  },
} satisfies Methods;
