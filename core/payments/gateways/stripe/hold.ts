import type { Stripe } from "stripe";
import * as z from "zod";
import type { Money } from "../../../platform/money.ts";
import type { Outcome } from "../../gateway.ts";
import { ask } from "./client.ts";
import { fetchSession, Session } from "./session.ts";

const Changed = z.object({ status: z.string() });

/** Takes what is held. What was taken already is not asked for again: the key holds a day only. */
export async function captureIntent(
  client: Stripe,
  ref: string,
  money: Money,
  key: string,
): Promise<Outcome<"captured">> {
  const known = await fetchSession(client, ref);
  if (!("ok" in known)) return known;
  const intent = known.ok.payment_intent;
  if (intent?.status === "succeeded" && intent.amount_received === money.amount) return { ok: "captured" };
  if (intent?.status !== "requires_capture") return { declined: `is_${intent?.status ?? known.ok.status}` };
  const taken = await ask(Changed, () =>
    client.paymentIntents.capture(intent.id, { amount_to_capture: money.amount }, { idempotencyKey: key }),
  );
  return ended(taken, "succeeded", "captured");
}

/** Lets go what is held, or closes a form that nobody has paid. */
export async function letGo(client: Stripe, ref: string, key: string): Promise<Outcome<"voided">> {
  const known = await fetchSession(client, ref);
  if (!("ok" in known)) return known;
  const { status, payment_intent: intent } = known.ok;
  if (status === "expired" || intent?.status === "canceled") return { ok: "voided" };
  const options = { idempotencyKey: key };
  if (intent?.status === "requires_capture") {
    const left = await ask(Changed, () => client.paymentIntents.cancel(intent.id, {}, options));
    return ended(left, "canceled", "voided");
  }
  if (status !== "open") return { declined: `is_${intent?.status ?? status}` };
  const closed = await ask(Session, () => client.checkout.sessions.expire(ref, {}, options));
  return ended(closed, "expired", "voided");
}

/** An answer in another state: being done, or overtaken. Reading it later tells. */
function ended<T>(outcome: Outcome<{ readonly status: string }>, status: string, as: T): Outcome<T> {
  if (!("ok" in outcome)) return outcome;
  return outcome.ok.status === status ? { ok: as } : { unknown: true };
}
