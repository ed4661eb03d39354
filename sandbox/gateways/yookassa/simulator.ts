import type { IncomingMessage, ServerResponse } from "node:http";
import { openBook } from "../kit/book.ts";
import type { SimulatorClock } from "../kit/clock.ts";
import { courier } from "../kit/courier.ts";
import { breaks, noCommonFaults, type CommonFaults } from "../kit/faults.ts";
import { noForm, paymentForm } from "../kit/form.ts";
import { readBody, readForm, redirect, send } from "../kit/http.ts";
import { openKeys, type ApiAnswer, type Keys } from "../kit/keys.ts";
import type { GatewaySimulator } from "../simulator.ts";
import { answer, refusal, type ApiRequest } from "./api.ts";
import { advance, press, PROCESSING, type Ledger, type Shop } from "./bank.ts";
import { forged, forgeries } from "./forged.ts";
import type { Hook, Payment } from "./payment.ts";

export interface YooKassaOptions {
  readonly shop: Shop;
  readonly clock: SimulatorClock;
  /** The shop's address for notifications. */
  readonly hookUrl: string;
  /** A Postgres database that keeps payments over a restart; without it they end with the process. */
  readonly databaseUrl?: string;
  /** How the shop is called; the network, unless it is somewhere else. */
  readonly fetch?: typeof globalThis.fetch;
}

/** YooKassa on this machine: the API below `/v3/`, the payment form, and the caller of the shop's address. */
export interface YooKassaSimulator extends GatewaySimulator {
  payments(): readonly Payment[];
  readonly faults: CommonFaults;
}

const MINUTE = 60_000;

/** Notifications come again for a day, until they are answered 200. */
const REPEATS = [MINUTE, 5 * MINUTE, 30 * MINUTE, 3 * 60 * MINUTE, 20 * 60 * MINUTE];

const FORM = "/checkout/payments/v2/contract";

export async function yookassaSimulator(options: YooKassaOptions): Promise<YooKassaSimulator> {
  const { shop, clock, hookUrl, databaseUrl, fetch = globalThis.fetch } = options;
  const book = await openBook<Payment>(databaseUrl, {
    table: "yookassa_payment",
    key: "id",
    order: "data->>'createdAt'",
    keyOf: ({ id }) => id,
  });
  const keys = await openKeys(databaseUrl, "yookassa_key", clock);
  const { payments, save } = book;
  const faults: CommonFaults = { ...noCommonFaults };

  const messages = courier({
    clock,
    notices: () =>
      [...payments.values()].flatMap((payment) =>
        payment.notices.map((notice) => ({
          notice,
          request: () => ({ url: hookUrl, init: hookOf(notice) }),
          accepted: (status: number) => status === 200,
          tried: () => save(payment),
        })),
      ),
    repeats: REPEATS,
    fetch,
  });
  async function deliver(): Promise<void> {
    await advance(ledger);
    await messages.deliver();
  }
  const ledger: Ledger = { shop, clock, faults, payments, save, deliver };
  const stop = clock.onChange(deliver);
  // What the last run could not send.
  void deliver();

  /** What was begun by a request goes on by itself: its notifications, and what is done a little later. */
  function goOn(): void {
    void deliver();
    clock.after(PROCESSING + 100, deliver);
  }

  return {
    async handle(request, response, url) {
      if (url.pathname === FORM) {
        await onForm(ledger, request, response, url);
        return true;
      }
      if (!url.pathname.startsWith("/v3/")) return false;
      await advance(ledger);
      const { status, body } = await onApi(ledger, keys, request, url);
      send(response, status, "json", JSON.stringify(body));
      if (request.method === "POST") goOn();
      return true;
    },
    payments: () => [...payments.values()],
    faults,
    resetFaults: () => void Object.assign(faults, noCommonFaults),
    actions: ["pay", "decline", "expire"],
    press: (id, action) => press(ledger, id, action),
    forgeries,
    async forge(kind, id) {
      const payment = payments.get(id);
      if (!payment) return undefined;
      const response = await fetch(hookUrl, hookOf(forged(kind, payment)));
      return `${response.status} ${await response.text()}`;
    },
    pending: () => messages.pending(),
    settled: deliver,
    async reset() {
      Object.assign(faults, noCommonFaults);
      await Promise.all([book.clear(), keys.clear()]);
    },
    async close() {
      stop();
      await messages.close();
      await Promise.all([book.close(), keys.close()]);
    },
  };
}

/** The proxy in front of the shop says where a request came from. */
const hookOf = ({ body, from }: Pick<Hook, "body" | "from">): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json", "x-forwarded-for": from },
  body,
});

async function onApi(ledger: Ledger, keys: Keys, request: IncomingMessage, url: URL): Promise<ApiAnswer> {
  const { shop, faults } = ledger;
  if (faults.unavailable) return { status: 503, body: {} };
  const known = `Basic ${Buffer.from(`${shop.shopId}:${shop.secretKey}`).toString("base64")}`;
  if (request.headers.authorization !== known) return refusal(401, "invalid_credentials", "Authorization");
  const method = request.method ?? "";
  const text = method === "POST" ? ((await readBody(request)) ?? "") : "";
  const asked: ApiRequest = {
    method,
    path: url.pathname.slice("/v3".length),
    query: url.searchParams,
    body: parsed(text),
    formUrl: (id) => `http://${request.headers.host}${FORM}?orderId=${id}`,
  };
  if (method === "GET") return answer(ledger, asked);
  if (method !== "POST") return { status: 405, body: {} };
  if (!request.headers["content-type"]?.startsWith("application/json")) return { status: 415, body: {} };
  const key = request.headers["idempotence-key"];
  if (typeof key !== "string" || key === "" || key.length > 64) {
    return refusal(400, "invalid_request", "Idempotence-Key");
  }
  const done = await keys.once(key, `${url.pathname}\n${text}`, () => answer(ledger, asked));
  if (!done) return refusal(400, "invalid_request", "Idempotence-Key");
  // Opening a form moves no money: that this is answered badly is for those who do.
  const moves = url.pathname !== "/v3/payments";
  return done.status === 200 && moves && breaks(faults) ? refusal(500, "internal_server_error") : done;
}

async function onForm(
  ledger: Ledger,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  await advance(ledger);
  const payment = ledger.payments.get(url.searchParams.get("orderId") ?? "");
  if (!payment) return send(response, 404, "html", noForm("ru", "unknown", undefined));
  const { language, returnUrl } = payment;
  if (request.method === "POST") {
    const { action = "" } = await readForm(request, url);
    const known = ["pay", "decline", "expire"].includes(action) && payment.status === "pending";
    const to = known ? await press(ledger, payment.id, action) : undefined;
    if (to === undefined) send(response, 409, "html", noForm(language, "closed", returnUrl));
    else if (breaks(ledger.faults)) send(response, 500, "html", noForm(language, "broken", returnUrl));
    else redirect(response, to);
    return;
  }
  if (payment.status !== "pending") {
    return send(response, 200, "html", noForm(language, "closed", returnUrl));
  }
  const form = paymentForm({
    gateway: "YooKassa",
    language,
    description: payment.description,
    amount: payment.amount,
    currency: "RUB",
    email: payment.email,
    hold: !payment.capture,
    card: "5555 5555 5555 4444",
    postTo: `${FORM}?orderId=${payment.id}`,
  });
  send(response, 200, "html", form);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
