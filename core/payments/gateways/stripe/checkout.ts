import type { Stripe } from "stripe";
import type { Clock } from "../../../platform/clock.ts";
import type { Checkout, Outcome } from "../../gateway.ts";
import { ask } from "./client.ts";
import { fetchSession, Session } from "./session.ts";

const MINUTE = 60_000;

/**
 * Stripe closes a form between half an hour and a day after it was opened, not earlier. An attempt lives for half an
 * hour at most: five minutes more than half an hour after its end are late enough whenever it was opened.
 */
const AFTER_END = 35 * MINUTE;
const LEAST = 31 * MINUTE;

const MAX_DESCRIPTION = 100;

/** Opens a Checkout Session, or finds the one that was opened under this key or `ref`: where the payer goes. */
export async function openSession(
  client: Stripe,
  clock: Clock,
  checkout: Checkout,
): Promise<Outcome<{ readonly ref: string; readonly url: string; readonly expiresAt: Date }>> {
  const { ref, key } = checkout;
  const opened =
    ref === undefined
      ? await ask(Session, () =>
          client.checkout.sessions.create(paramsOf(checkout, clock.now()), { idempotencyKey: key }),
        )
      : await fetchSession(client, ref);
  if (!("ok" in opened)) return opened;
  const { id, status, url } = opened.ok;
  if (status !== "open" || !url) return { declined: "not_open" };
  return { ok: { ref: id, url, expiresAt: checkout.expiresAt } };
}

/** The same checkout has to give the same parameters for its key to be known, unless it is long over. */
function paramsOf(checkout: Checkout, now: Date): Stripe.Checkout.SessionCreateParams {
  const { key, invoice, money, email, locale, returnUrl, expiresAt, hold } = checkout;
  const description = Array.from(checkout.description).slice(0, MAX_DESCRIPTION).join("");
  const metadata = { attempt: key, invoice: String(invoice) };
  const end = Math.max(expiresAt.getTime() + AFTER_END, now.getTime() + LEAST);
  return {
    mode: "payment",
    client_reference_id: key,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: money.currency.toLowerCase(),
          unit_amount: money.amount,
          product_data: { name: description },
        },
      },
    ],
    payment_intent_data: {
      description,
      metadata,
      ...(hold && { capture_method: "manual" }),
      ...(email !== undefined && { receipt_email: email }),
    },
    metadata,
    ...(email !== undefined && { customer_email: email }),
    locale: locale === "ru" ? "ru" : "en",
    success_url: returnUrl,
    cancel_url: returnUrl,
    expires_at: Math.floor(end / 1000),
  };
}
