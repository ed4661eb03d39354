import { wordsOf, type Words } from "../catalog/words.ts";
import type { Core } from "../platform/core.ts";
import { TRANSFER } from "./bank-transfer/gateway.ts";
import { payerOf } from "./checkout.ts";
import { waysOf, type Ways } from "./choices.ts";
import type { Gateways } from "./gateway.ts";
import { live } from "./settle.ts";
import { watchAgain } from "./tasks.ts";

/** What whoever has the link may see of an order: nothing of a person. */
export interface PaymentPage {
  /** Payable, or how it ended; `held`: taken when the consultation is over. */
  readonly state: "payable" | "paid" | "held" | "released" | "refunded" | "cancelled";
  /** Somebody went to the gateway and the outcome is not known yet. */
  readonly begun: boolean;
  /** Reference of the invoice that a bank transfer is awaited for. */
  readonly invoice: string | undefined;
  readonly number: number;
  readonly title: Words;
  readonly sessions: number;
  /** Minor units of `currency`. */
  readonly listAmount: number;
  readonly discount: number;
  readonly amount: number;
  readonly currency: string;
  readonly locale: string;
  readonly expiresAt: Date;
  /** Whether a receipt has somewhere to go when the payer names no address. */
  readonly receiptAddressed: boolean;
}

/** The order behind a payment page; undefined: there is none. Reads only. */
export async function paymentPage(core: Core, token: string): Promise<PaymentPage | undefined> {
  const order = await core.db.order.findUnique({
    where: { token },
    include: {
      package: true,
      attempts: { where: { state: { in: [...live] } }, select: { gateway: true, ref: true } },
    },
  });
  if (!order) return undefined;
  const { number, listAmount, discount, amount, currency, locale, expiresAt } = order;
  const lapsed = order.expiresAt <= core.clock.now();
  return {
    state: order.state !== "open" ? order.state : lapsed ? "cancelled" : "payable",
    begun: order.attempts.some(({ gateway }) => gateway !== TRANSFER),
    invoice: order.attempts.find(({ gateway }) => gateway === TRANSFER)?.ref ?? undefined,
    number,
    title: wordsOf(order.package.title),
    sessions: order.package.sessions,
    listAmount,
    discount,
    amount,
    currency,
    locale,
    expiresAt,
    receiptAddressed: payerOf(core, order)?.email !== undefined,
  };
}

/**
 * The ways to pay the order behind a payment page, for a card of a country's banks where the payer told it
 * (choices.ts). Reads only.
 */
export async function paymentWays(
  core: Core,
  gateways: Gateways,
  token: string,
  country?: string,
): Promise<Ways> {
  const order = await core.db.order.findUniqueOrThrow({
    where: { token },
    select: { id: true, currency: true },
  });
  return waysOf(core, gateways, order, country);
}

/**
 * A payer came back from the gateway. What the browser brings proves nothing and is not read; the reconciler is asked
 * to look now rather than in a minute.
 */
export async function payerReturned(core: Core, token: string): Promise<void> {
  const lately = new Date(core.clock.now().getTime() - BETWEEN_LOOKS);
  const attempts = await core.db.paymentAttempt.findMany({
    where: {
      order: { token },
      state: { in: [...live, "expired"] },
      tasks: { some: { kind: "check", doneAt: null, since: { lte: lately } } },
    },
    select: { id: true },
  });
  for (const { id } of attempts) await watchAgain(core, id, "now");
}

/** A page that is loaded again and again does not make us ask the gateway as often. */
const BETWEEN_LOOKS = 2000;
