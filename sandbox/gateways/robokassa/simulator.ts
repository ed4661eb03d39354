import type { IncomingMessage, ServerResponse } from "node:http";
import { noFaults, type Faults } from "./faults.ts";
import { readBody, readForm, redirect, send } from "./http.ts";
import { courier, type SimulatorClock } from "./notices.ts";
import { cultureOf, openForm } from "./open-form.ts";
import { operationState } from "./operation.ts";
import { errorPage, paymentForm, type ErrorCode } from "./pages.ts";
import type { Notice, Payment } from "./payment.ts";
import { createRefund, refundState, type RefundAnswer } from "./refund-service.ts";
import { forged, resultFields, returnUrl } from "./returns.ts";
import type { Form, Shop } from "./shop.ts";
import { noStore, postgresStore } from "./store.ts";

export type { Faults } from "./faults.ts";
export type { SimulatorClock } from "./notices.ts";
export type { Payment as SimulatedPayment } from "./payment.ts";
export type { Shop } from "./shop.ts";

export interface SimulatorOptions {
  readonly shop: Shop;
  readonly clock: SimulatorClock;
  /** The shop's ResultURL; may be set later. */
  readonly resultUrl?: string;
  /** How ResultURL is called; as in the cabinet's technical settings. */
  readonly resultMethod?: "GET" | "POST";
  /** A Postgres database that keeps operations over a restart; without it they end with the process. */
  readonly databaseUrl?: string;
  /** Called after every change, for whoever shows the operations. */
  readonly onChange?: () => void;
}

/** Robokassa on this machine: the payment form, OpStateExt, the refund service and the caller of ResultURL. */
export interface RobokassaSimulator {
  /**
   * Answers a request if it is for Robokassa: paths below `/Merchant/` and `/RefundService/`. False: it is for someone
   * else and untouched.
   */
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean>;
  /** All operations, the oldest first. */
  payments(): readonly Payment[];
  /** What goes wrong from now on; set its members. */
  readonly faults: Faults;
  resetFaults(): void;
  setResultUrl(url: string): void;
  /** Presses a button of the payment form. The address the payer's browser goes to next; undefined: an error page. */
  press(invId: string, action: "pay" | "decline"): Promise<string | undefined>;
  /** Sends the shop a notification that is not true, once; what the shop answered. */
  forge(kind: "signature" | "sum" | "order", invId: string): Promise<string | undefined>;
  /** Resolves when everything due has been sent and answered. */
  settled(): Promise<void>;
  /** Forgets all operations and faults. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function robokassaSimulator(options: SimulatorOptions): Promise<RobokassaSimulator> {
  const { shop, clock, onChange = () => undefined } = options;
  const store = options.databaseUrl === undefined ? noStore : await postgresStore(options.databaseUrl);
  const operations = new Map((await store.load()).map((payment) => [payment.invId, payment]));
  const faults: Faults = { ...noFaults };
  let resultUrl = options.resultUrl;

  async function save(payment: Payment): Promise<void> {
    operations.set(payment.invId, payment);
    await store.save(payment);
    onChange();
  }
  const messages = courier({
    clock,
    payments: () => operations.values(),
    resultUrl: () => resultUrl,
    method: options.resultMethod ?? "POST",
    tried: save,
  });
  const deliver = () => void messages.deliver();
  deliver();

  /** A notice held back by the fault `reorder`, until another has been made. */
  const held = () =>
    [...operations.values()].flatMap(({ notices }) => notices).find(({ dueAt }) => dueAt === NEVER);

  function notify(payment: Payment): void {
    const now = clock.now();
    const leaves = now.getTime() + faults.delayMs + (faults.pageFirst ? PAGE_FIRST : 0);
    const notice = (at: string): Notice => ({
      fields: resultFields(shop, payment),
      dueAt: at,
      tries: 0,
      lastAnswer: undefined,
      outcome: faults.drop > 0 ? "dropped" : "waiting",
    });
    const before = held();
    const hold = faults.reorder && !before;
    payment.notices.push(notice(hold ? NEVER : new Date(leaves).toISOString()));
    if (faults.drop > 0) faults.drop -= 1;
    else if (faults.duplicate) payment.notices.push(notice(new Date(leaves + 1).toISOString()));
    if (before) before.dueAt = new Date(leaves + 1).toISOString();
  }

  async function press(invId: string, action: "pay" | "decline"): Promise<string | undefined> {
    const payment = operations.get(invId);
    if (payment?.state !== "opened") return undefined;
    const now = clock.now();
    payment.changedAt = now.toISOString();
    payment.state = action === "pay" ? "paid" : "declined";
    if (action === "pay") {
      payment.creditedAt = new Date(now.getTime() + faults.creditMs).toISOString();
      notify(payment);
    }
    await save(payment);
    // The payer waits until the shop has been told, as far as it is told at once.
    await messages.deliver();
    return action === "pay"
      ? returnUrl(shop, payment, payment.successUrl)
      : returnUrl(shop, payment, payment.failUrl);
  }

  async function open(form: Form, response: ServerResponse): Promise<void> {
    const opened = openForm(shop, form, operations.get(form["InvId"] ?? ""), clock.now());
    if ("error" in opened) return fail(response, cultureOf(form), opened.error);
    await save(opened);
    send(response, 200, "html", paymentForm(opened));
  }

  async function pressed(form: Form, response: ServerResponse): Promise<void> {
    const payment = operations.get(form["InvId"] ?? "");
    const action = form["action"];
    if (!payment || payment.opKey !== form["OpKey"] || (action !== "pay" && action !== "decline")) {
      return fail(response, "ru", 40);
    }
    const to = await press(payment.invId, action);
    if (faults.commitThen500 > 0 && to !== undefined) {
      faults.commitThen500 -= 1;
      return fail(response, payment.culture, 500);
    }
    if (to === undefined) return fail(response, payment.culture, 40);
    redirect(response, to);
  }

  async function refund(request: IncomingMessage): Promise<RefundAnswer> {
    const answer = createRefund(shop, (await readBody(request)) ?? "", operations.values(), clock.now());
    if (!answer.changed) return answer;
    await save(answer.changed);
    if (faults.commitThen500 === 0) return answer;
    faults.commitThen500 -= 1;
    return { status: 500, body: {} };
  }

  const find = (invId: string) => operations.get(invId);

  return {
    async handle(request, response, url) {
      const { pathname } = url;
      const service = /^\/(RefundService|Merchant\/WebService)\//.test(pathname);
      if (service && faults.unavailable) send(response, 503, "html", "");
      else if (pathname === "/Merchant/Index.aspx") await open(await readForm(request, url), response);
      else if (pathname === "/Merchant/Pay.aspx") await pressed(await readForm(request, url), response);
      else if (pathname === "/Merchant/WebService/Service.asmx/OpStateExt") {
        send(response, 200, "xml", operationState(shop, await readForm(request, url), find, clock.now()));
      } else if (pathname === "/RefundService/Refund/Create") json(response, await refund(request));
      else if (pathname === "/RefundService/Refund/GetState") {
        json(response, refundState(url.searchParams.get("id") ?? "", operations.values(), clock.now()));
      } else return false;
      return true;
    },
    payments: () => [...operations.values()],
    faults,
    resetFaults: () => void Object.assign(faults, noFaults),
    setResultUrl: (to) => {
      resultUrl = to;
      deliver();
    },
    press,
    async forge(kind, invId) {
      const known = operations.get(invId);
      if (!known || resultUrl === undefined) return undefined;
      const fields = forged(shop, known, kind);
      const response = await fetch(resultUrl, { method: "POST", body: new URLSearchParams(fields) });
      return `${response.status} ${await response.text()}`;
    },
    settled: () => messages.deliver(),
    async reset() {
      operations.clear();
      Object.assign(faults, noFaults);
      await store.clear();
      onChange();
    },
    async close() {
      await messages.close();
      await store.close();
    },
  };
}

/** Sorts after every date. */
const NEVER = "9999-12-31T00:00:00.000Z";

/** Time for a browser to follow a redirect. */
const PAGE_FIRST = 2000;

const json = (response: ServerResponse, { status, body }: RefundAnswer) =>
  send(response, status, "json", JSON.stringify(body));

function fail(response: ServerResponse, culture: "ru" | "en", code: ErrorCode): void {
  send(response, code === 500 ? 500 : 200, "html", errorPage(culture, code));
}
