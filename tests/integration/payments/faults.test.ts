import { afterAll, expect, it } from "vitest";
import { drainPayments } from "../../../core/payments/drain.ts";
import { withFaults } from "../../../core/payments/faults.ts";
import type { Checkout, Outcome, PaymentGateway } from "../../../core/payments/gateway.ts";
import { refundWhole } from "../../../core/payments/refunds.ts";
import { parseFaults, plannedFaults, type Faults } from "../../../core/platform/faults.ts";
import { MINUTE, openTill } from "./till.ts";

const till = await openTill();
const { bank, core, practice } = till;
afterAll(() => practice.drop());

function faultsOf(text: string): Faults {
  const planned = parseFaults(text);
  const faults = typeof planned === "string" ? undefined : plannedFaults(planned);
  if (!faults) throw new Error(`no faults: ${text}`);
  return faults;
}

type Call = (...asked: never[]) => Promise<Outcome<unknown>>;
type Request = {
  [K in keyof PaymentGateway]-?: NonNullable<PaymentGateway[K]> extends Call ? K : never;
}[keyof PaymentGateway];

const money = { amount: 100, currency: "RUB" };
const checkout: Checkout = {
  key: "k",
  invoice: 1n,
  money,
  description: "A consultation",
  receipt: [],
  email: undefined,
  locale: "en",
  returnUrl: "https://clinic.example/p/t/return",
  expiresAt: new Date("2026-05-11T09:30:00.000Z"),
  hold: false,
};
const receipt = { ref: "p", key: "k", currency: "RUB", lines: [], email: undefined };

/** Whatever a gateway is asked over a network; one that is not here does not pass the type check. */
const requests: Readonly<Record<Request, (gateway: PaymentGateway) => unknown>> = {
  createCheckout: (gateway) => gateway.createCheckout(checkout),
  fetchState: (gateway) => gateway.fetchState("p"),
  fetchUnclaimed: (gateway) => gateway.fetchUnclaimed?.(),
  capture: (gateway) => gateway.capture("p", money, "k"),
  void: (gateway) => gateway.void("p", "k"),
  refund: (gateway) => gateway.refund("p", money, "k"),
  fetchRefund: (gateway) => gateway.fetchRefund("r"),
  sendReceipt: (gateway) => gateway.sendReceipt?.(receipt),
  fetchReceipt: (gateway) => gateway.fetchReceipt?.("r"),
};

/** A gateway that writes down what it was asked. */
function listening(asked: string[]): PaymentGateway {
  const answer = (name: Request) => () => {
    asked.push(name);
    return Promise.resolve({ unknown: true } as const);
  };
  return {
    ...bank.gateway,
    createCheckout: answer("createCheckout"),
    fetchState: answer("fetchState"),
    fetchUnclaimed: answer("fetchUnclaimed"),
    capture: answer("capture"),
    void: answer("void"),
    refund: answer("refund"),
    fetchRefund: answer("fetchRefund"),
    sendReceipt: answer("sendReceipt"),
    fetchReceipt: answer("fetchReceipt"),
  };
}

it.each(Object.entries(requests))("strikes when %s was answered, and not before", async (name, request) => {
  const asked: string[] = [];
  const { card } = withFaults({ card: listening(asked) }, faultsOf("payment.afterProviderCall:throw"));
  if (!card) throw new Error("no gateway");
  await expect(request(card)).rejects.toThrow("a planned fault at payment.afterProviderCall");
  expect(asked).toEqual([name]);
});

it("leaves a gateway without what it cannot do", () => {
  const { sendReceipt: _, fetchReceipt: __, ...plain } = bank.gateway;
  const { card } = withFaults({ card: plain }, faultsOf("payment.afterProviderCall:throw"));
  expect(Object.keys(card ?? {}).toSorted()).toEqual(Object.keys(plain).toSorted());
});

it("is not there where nothing is planned", () => {
  expect(withFaults(bank.gateways, undefined)).toBe(bank.gateways);
});

it("loses the answer to a refund, which is given once all the same", async () => {
  const { order, ref } = await till.buy();
  await refundWhole(core, order, { once: order });
  await drainPayments(core, withFaults(bank.gateways, faultsOf("payment.afterProviderCall:throw@1")));
  expect(bank.cards.get(ref)?.refunds).toEqual([49_900]);
  expect((await till.state(order)).order).toBe("paid");
  await till.pass(5 * MINUTE);
  expect(bank.cards.get(ref)?.refunds).toEqual([49_900]);
  expect(await till.state(order)).toEqual({ order: "refunded", attempts: ["refunded"] });
});
