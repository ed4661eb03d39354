import type { Stripe } from "stripe";
import * as z from "zod";
import type { Clock } from "../../../platform/clock.ts";
import type { Notification, RawNotification } from "../../gateway.ts";
import { library } from "./library.ts";
import { Currency } from "./session.ts";

/** A signature is good for so many seconds: who has recorded one cannot use it later. */
const TOLERANCE_S = 300;

const Told = z.object({
  id: z.string().min(1),
  type: z.string().regex(/^[\w.]{1,80}$/),
  data: z.object({ object: z.looseObject({}) }),
});
const SessionTold = z.object({ id: z.string().min(1), amount_total: z.int(), currency: Currency });

/**
 * The events of a Checkout Session: its id is our `ref`. Events of its payment and refunds say the same in other words.
 * `true`: somebody paid; the others name the sum as well.
 */
const sessionEvents: Readonly<Record<string, boolean>> = {
  "checkout.session.completed": true,
  "checkout.session.expired": false,
  "checkout.session.async_payment_succeeded": true,
  "checkout.session.async_payment_failed": false,
};

const malformed: Notification = { reject: "malformed", answer: { status: 400, body: "bad request" } };

/**
 * Reads an event, signed with `Stripe-Signature` over the time and the very text of the body. Events come in no order and
 * more than once. Any answer but 2xx makes Stripe send it again, for three days.
 */
export function readEvent(
  client: Stripe,
  secret: string,
  clock: Clock,
  { body, headers }: RawNotification,
): Notification {
  const signature = headers["stripe-signature"];
  if (signature === undefined) return malformed;
  let event: unknown;
  try {
    const now = clock.now().getTime();
    event = client.webhooks.constructEvent(body, signature, secret, TOLERANCE_S, undefined, now);
  } catch (error) {
    if (!(error instanceof library().errors.StripeSignatureVerificationError)) return malformed;
    return { reject: "bad_signature", answer: { status: 400, body: "bad sign" } };
  }
  const { data: told } = Told.safeParse(event);
  if (!told) return malformed;
  const ack = { status: 200, body: "" };
  const paid = sessionEvents[told.type];
  if (paid === undefined) return { ignore: told.type, ack };
  const { data: session } = SessionTold.safeParse(told.data.object);
  if (!session) return malformed;
  const money = paid ? { amount: session.amount_total, currency: session.currency } : undefined;
  return { ref: session.id, eventKey: told.id, money, ack };
}
