import type { Form } from "../kit/http.ts";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { SimulatorClock } from "../kit/clock.ts";
import { courier } from "../kit/courier.ts";
import { breaks } from "../kit/faults.ts";
import { openStore } from "../kit/store.ts";
import type { GatewaySimulator } from "../simulator.ts";
import { open, press, refund, type Ledger } from "./bank.ts";
import { noFaults, type Faults } from "./faults.ts";
import { readBody, readForm, redirect, send } from "../kit/http.ts";
import { decide } from "./holds.ts";
import { REPEATS, sendings } from "./notices.ts";
import { cultureOf } from "./open-form.ts";
import { operationState } from "./operation.ts";
import { errorPage, paymentForm, type ErrorCode } from "./pages.ts";
import type { Payment } from "./payment.ts";
import { attachReceipt, receiptStatus } from "./receipts.ts";
import { refundState, type RefundAnswer } from "./refund-service.ts";
import { forged } from "./returns.ts";
import type { Shop } from "./shop.ts";

export type { Faults } from "./faults.ts";
export type { Shop } from "./shop.ts";

export interface SimulatorOptions {
  readonly shop: Shop;
  readonly clock: SimulatorClock;
  /** The shop's ResultURL. */
  readonly resultUrl: string;
  /** How ResultURL is called; as in the cabinet's technical settings. */
  readonly resultMethod?: "GET" | "POST";
  /** A Postgres database that keeps operations over a restart; without it they end with the process. */
  readonly databaseUrl?: string;
  /** How the shop is called; the network, unless it is somewhere else. */
  readonly fetch?: typeof globalThis.fetch;
  /** Called after every change, for whoever shows the operations. */
  readonly onChange?: () => void;
}

/** Robokassa on this machine: the payment form, OpStateExt, the refund service and the caller of ResultURL. */
export interface RobokassaSimulator extends GatewaySimulator {
  /** All operations, the oldest first. */
  payments(): readonly Payment[];
  /** What goes wrong from now on; set its members. */
  readonly faults: Faults;
  /** Presses a button of the payment form. The address the payer's browser goes to next; undefined: an error page. */
  press(invId: string, action: "pay" | "decline"): Promise<string | undefined>;
  /** Sends the shop a notification that is not true, once; what the shop answered. */
  forge(kind: "signature" | "sum" | "order", invId: string): Promise<string | undefined>;
}

export async function robokassaSimulator(options: SimulatorOptions): Promise<RobokassaSimulator> {
  const { shop, clock, resultUrl, fetch = globalThis.fetch, onChange = () => undefined } = options;
  const store = await openStore<Payment>(options.databaseUrl, {
    table: "robokassa_payment",
    key: "inv_id",
    order: "inv_id::bigint",
    keyOf: ({ invId }) => invId,
  });
  const operations = new Map((await store.load()).map((payment) => [payment.invId, payment]));
  const faults: Faults = { ...noFaults };

  async function save(payment: Payment): Promise<void> {
    operations.set(payment.invId, payment);
    await store.save(payment);
    onChange();
  }
  const messages = courier({
    clock,
    notices: () =>
      [...operations.values()].flatMap((payment) =>
        sendings(payment, resultUrl, options.resultMethod ?? "POST", save),
      ),
    repeats: REPEATS,
    fetch,
  });
  const stop = clock.onChange(() => messages.deliver());
  // What the last run could not send.
  void messages.deliver();
  const ledger: Ledger = { shop, clock, faults, operations, save, deliver: () => messages.deliver() };

  return {
    async handle(request, response, url) {
      const route = routes[url.pathname];
      if (!route) return false;
      if (route.service && faults.unavailable) send(response, 503, "html", "");
      else await route.answer(ledger, request, response, url);
      return true;
    },
    payments: () => [...operations.values()],
    faults,
    resetFaults: () => void Object.assign(faults, noFaults),
    actions: ["pay", "decline"],
    press: (invId, action) => press(ledger, invId, action),
    forgeries: ["signature", "sum", "order"],
    async forge(kind, invId) {
      const known = operations.get(invId);
      if (!known) return undefined;
      const fields = forged(shop, known, kind);
      const response = await fetch(resultUrl, { method: "POST", body: new URLSearchParams(fields) });
      return `${response.status} ${await response.text()}`;
    },
    pending: () => messages.pending(),
    settled: () => messages.deliver(),
    async reset() {
      operations.clear();
      Object.assign(faults, noFaults);
      await store.clear();
      onChange();
    },
    async close() {
      stop();
      await messages.close();
      await store.close();
    },
  };
}

type Answer = (ledger: Ledger, request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** `service`: meant for machines, and away when the fault says so. */
const routes: Readonly<Record<string, { readonly service: boolean; readonly answer: Answer }>> = {
  "/Merchant/Index.aspx": {
    service: false,
    async answer(ledger, request, response, url) {
      const form = await readForm(request, url);
      const opened = await open(ledger, form);
      if ("error" in opened) fail(response, cultureOf(form), opened.error);
      else send(response, 200, "html", paymentForm(opened));
    },
  },
  "/Merchant/Pay.aspx": {
    service: false,
    answer: async (ledger, request, response, url) => pressed(ledger, await readForm(request, url), response),
  },
  "/Merchant/WebService/Service.asmx/OpStateExt": {
    service: true,
    async answer({ shop, clock, operations }, request, response, url) {
      const form = await readForm(request, url);
      const state = operationState(shop, form, (invId) => operations.get(invId), clock.now());
      send(response, 200, "xml", state);
    },
  },
  "/Merchant/Payment/Confirm": { service: true, answer: (...asked) => decided("Confirm", ...asked) },
  "/Merchant/Payment/Cancel": { service: true, answer: (...asked) => decided("Cancel", ...asked) },
  "/RoboFiscal/Receipt/Attach": {
    service: true,
    async answer(ledger, request, response) {
      const body = await attachReceipt(ledger, (await readBody(request)) ?? "");
      const broken = breaks(ledger.faults);
      json(response, broken ? { status: 500, body: {} } : { status: 200, body });
    },
  },
  "/RoboFiscal/Receipt/Status": {
    service: true,
    async answer(ledger, request, response) {
      json(response, { status: 200, body: receiptStatus(ledger, (await readBody(request)) ?? "") });
    },
  },
  "/RefundService/Refund/Create": {
    service: true,
    answer: async (ledger, request, response) =>
      json(response, await refund(ledger, (await readBody(request)) ?? "")),
  },
  "/RefundService/Refund/GetState": {
    service: true,
    async answer({ operations, clock }, _request, response, url) {
      json(response, refundState(url.searchParams.get("id") ?? "", operations.values(), clock.now()));
    },
  },
};

async function pressed(ledger: Ledger, form: Form, response: ServerResponse): Promise<void> {
  const payment = ledger.operations.get(form["InvId"] ?? "");
  const action = form["action"];
  if (!payment || payment.opKey !== form["OpKey"] || (action !== "pay" && action !== "decline")) {
    return fail(response, "ru", 40);
  }
  const to = await press(ledger, payment.invId, action);
  if (to === undefined) return fail(response, payment.culture, 40);
  if (breaks(ledger.faults)) return fail(response, payment.culture, 500);
  redirect(response, to);
}

async function decided(
  method: "Confirm" | "Cancel",
  ...[ledger, request, response, url]: Parameters<Answer>
) {
  const { status, body } = await decide(ledger, method, await readForm(request, url));
  send(response, status, "json", JSON.stringify(body));
}

const json = (response: ServerResponse, { status, body }: RefundAnswer) =>
  send(response, status, "json", JSON.stringify(body));

function fail(response: ServerResponse, culture: "ru" | "en", code: ErrorCode): void {
  send(response, code === 500 ? 500 : 200, "html", errorPage(culture, code));
}
