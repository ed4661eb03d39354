import type { Api } from "grammy";
import { mayPay, type MayPay } from "../../core/payments/telegram/may-pay.ts";
import type { Core } from "../../core/platform/core.ts";
import { isLocale, type Locale } from "../../core/platform/locale.ts";
import type { Log } from "../../core/platform/log.ts";
import { speaker } from "../pay/speaker.ts";
import type { CheckoutQuery } from "./arrival.ts";
import { grammySignal } from "./signal.ts";

/** Telegram calls the payment off when it has no answer within ten seconds. */
const ANSWER_MS = 8_000;

const refusals = {
  paid: "checkout-paid",
  gone: "checkout-gone",
  outdated: "checkout-outdated",
} as const satisfies Record<Exclude<MayPay, "yes">, string>;

/**
 * Tells Telegram whether it may take the money, and whoever pays why not. When we cannot tell, nobody is charged. Never
 * throws: without an answer the payment is called off.
 */
export async function answerCheckout(
  core: Core,
  api: Api,
  { id, asked, language }: CheckoutQuery,
  log: Log,
): Promise<void> {
  try {
    const may = await mayPay(core, asked).catch((error: unknown) => {
      log.error({ error }, "an order could not be looked at before it was paid");
      return undefined;
    });
    const say = speaker(localeOf(core, language));
    const reason = may === undefined ? "checkout-trouble" : may === "yes" ? undefined : refusals[may];
    const signal = grammySignal(AbortSignal.timeout(ANSWER_MS));
    const words = reason === undefined ? {} : { error_message: say(reason) };
    await api.answerPreCheckoutQuery(id, reason === undefined, words, signal);
  } catch (error) {
    log.warn({ error }, "the question before a payment could not be answered");
  }
}

function localeOf(core: Core, language: string | undefined): Locale {
  const [primary = ""] = language?.toLowerCase().split("-") ?? [];
  if (isLocale(primary)) return primary;
  return language === undefined ? core.settings.defaultLocale : "en";
}
