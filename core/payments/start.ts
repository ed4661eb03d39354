import type { PaymentAttempt } from "../../prisma/generated/client.ts";
import type { AttemptState } from "../../prisma/generated/enums.ts";
import { transact, type Core } from "../platform/core.ts";
import { keepReceiptAddress, openAtGateway } from "./checkout.ts";
import type { Gateways } from "./gateway.ts";
import { openAttempt } from "./open-attempt.ts";
import { readState } from "./read-state.ts";
import { traceSession, type PayerSession } from "./sessions.ts";
import { live, settle } from "./settle.ts";
import { checkKey, finish } from "./tasks.ts";

export type PaymentStart =
  /** Where the payer goes now. */
  | { readonly kind: "redirect"; readonly url: string }
  | { readonly kind: "not_found" }
  | { readonly kind: "paid" }
  /** Somebody has paid just now, and the gateway is busy with it: there is nothing to do but wait. */
  | { readonly kind: "checking" }
  /** The order was left or grew old: a new one is made in the chat. */
  | { readonly kind: "cancelled" }
  /** What was chosen cannot be paid with any more: to be chosen anew. */
  | { readonly kind: "choice_gone" }
  /** The gateway does not answer or refuses: to be tried again later. */
  | { readonly kind: "unavailable" };

export interface PayerWish {
  /** Where this payer wants the receipt, checked; else it goes to the address given in the order. */
  readonly email?: string | undefined;
  /** Id of a choice (choices.ts); else the first there is. */
  readonly choice?: string | undefined;
  /** From where they pay; kept with the attempt (sessions.ts). */
  readonly session?: PayerSession | undefined;
}

/**
 * Somebody pressed *Pay* on the page of an order. One attempt of an order is live at a time: whoever presses meanwhile
 * is sent to the same payment; one whose time is over, or that another gateway or currency is chosen instead of, is
 * replaced. Should the one replaced be paid all the same, it is honoured, or refunded by itself if the order was paid.
 *
 * Gateways are asked first how the last attempts stand: what we know of it may be seconds old. One that was declined
 * or paid would greet the payer with an error, and one that was paid must not be paid twice.
 *
 * The attempt is committed before the gateway hears of it, together with the task that asks after it: a crash in
 * between leaves a question, never a payment that nobody knows.
 */
export async function startPayment(
  core: Core,
  gateways: Gateways,
  token: string,
  { email, choice, session }: PayerWish = {},
): Promise<PaymentStart> {
  if ((await look(core, gateways, token)) === "busy") return { kind: "checking" };
  const opened = await transact(core, async (core) => {
    const opened = await openAttempt(core, gateways, token, choice);
    if (opened.kind === "opened" && session) await traceSession(core, opened.id, session);
    if (opened.kind === "opened" && email !== undefined) await keepReceiptAddress(core, opened.id, email);
    return opened;
  });
  if (opened.kind !== "opened") return opened;
  const { id, gateway } = opened;
  const attempt = await core.db.paymentAttempt.findUniqueOrThrow({
    where: { id },
    include: { order: { include: { package: true, start: true } } },
  });
  const outcome = await openAtGateway(core, gateway, attempt);
  if ("ok" in outcome) return { kind: "redirect", url: outcome.ok.url };
  if ("declined" in outcome) await transact(core, (core) => fail(core, id));
  return { kind: "unavailable" };
}

/** Tabs in which a payer may have tried one gateway and then another. */
const LAST = 3;

/** Reads the state of the last attempts and acts on it. What cannot be read changes nothing: the form itself may work. */
async function look(core: Core, gateways: Gateways, token: string): Promise<"busy" | undefined> {
  const attempts = await core.db.paymentAttempt.findMany({
    where: { order: { token, state: "open" }, ref: { not: null }, state: { in: [...mayBePaid] } },
    orderBy: { invoice: "desc" },
    take: LAST,
  });
  const looks = await Promise.all(attempts.map((attempt) => lookAt(core, gateways, attempt)));
  return looks.includes("busy") ? "busy" : undefined;
}

async function lookAt(core: Core, gateways: Gateways, attempt: PaymentAttempt): Promise<"busy" | undefined> {
  const gateway = gateways[attempt.gateway];
  if (!gateway || attempt.ref === null) return undefined;
  const told = await readState(gateway, attempt, attempt.ref);
  if (!("ok" in told)) return undefined;
  await settle(core, attempt.id, told.ok);
  return told.ok.state === "received" || told.ok.state === "authorized" ? "busy" : undefined;
}

/** An expired one too: who had its form open may have paid at the last moment. */
const mayBePaid: readonly AttemptState[] = [...live, "expired"];

/** The gateway would not open it: nobody can pay it. */
async function fail(core: Core, id: string): Promise<void> {
  const { count } = await core.db.paymentAttempt.updateMany({
    where: { id, state: "created" },
    data: { state: "failed", changedAt: core.clock.now() },
  });
  if (count > 0) await finish(core, checkKey(id));
}
