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
import { advance, press, type Account, type Ledger } from "./bank.ts";
import { forged, forgeries, signed } from "./events.ts";
import { readBrackets } from "./form-data.ts";
import type { Payment } from "./payment.ts";

export interface StripeOptions {
  readonly account: Account;
  readonly clock: SimulatorClock;
  /** The shop's address for events. */
  readonly hookUrl: string;
  /** A Postgres database that keeps payments over a restart; without it they end with the process. */
  readonly databaseUrl?: string;
  /** How the shop is called; the network, unless it is somewhere else. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Stripe on this machine: the API below `/v1/`, the payment form, and the sender of events. */
export interface StripeSimulator extends GatewaySimulator {
  payments(): readonly Payment[];
  readonly faults: CommonFaults;
}

const HOUR = 3_600_000;

/** Events come again for three days, until they are answered 2xx. */
const REPEATS = [HOUR / 12, HOUR / 2, 2 * HOUR, 5 * HOUR, 10 * HOUR, 12 * HOUR, 12 * HOUR, 24 * HOUR];

const FORM = /^\/c\/pay\/(\w+)$/;

export async function stripeSimulator(options: StripeOptions): Promise<StripeSimulator> {
  const { account, clock, hookUrl, databaseUrl, fetch = globalThis.fetch } = options;
  const book = await openBook<Payment>(databaseUrl, {
    table: "stripe_payment",
    key: "id",
    order: "data->>'createdAt'",
    keyOf: ({ id }) => id,
  });
  const keys = await openKeys(databaseUrl, "stripe_key", clock);
  const { payments, save } = book;
  const faults: CommonFaults = { ...noCommonFaults };

  const messages = courier({
    clock,
    notices: () =>
      [...payments.values()].flatMap((payment) =>
        payment.notices.map((notice) => ({
          notice,
          request: () => ({ url: hookUrl, init: signed(account.webhookSecret, notice.body, clock.now()) }),
          accepted: (status: number) => status >= 200 && status < 300,
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
  const ledger: Ledger = { account, clock, faults, payments, save, deliver };
  const stop = clock.onChange(deliver);
  // What the last run could not send.
  void deliver();

  return {
    async handle(request, response, url) {
      const [, session] = FORM.exec(url.pathname) ?? [];
      if (session !== undefined) {
        await onForm(ledger, request, response, session);
        return true;
      }
      if (!url.pathname.startsWith("/v1/")) return false;
      await advance(ledger);
      const { status, body } = await onApi(ledger, keys, request, url);
      send(response, status, "json", JSON.stringify(body));
      if (request.method === "POST") void deliver();
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
      const response = await fetch(hookUrl, forged(kind, payment, account.webhookSecret, clock.now()));
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

async function onApi(ledger: Ledger, keys: Keys, request: IncomingMessage, url: URL): Promise<ApiAnswer> {
  const { account, faults } = ledger;
  if (faults.unavailable) return { status: 503, body: { error: { type: "api_error", message: "Away" } } };
  if (request.headers.authorization !== `Bearer ${account.secretKey}`) return refusal(401, {});
  const method = request.method ?? "";
  const text = method === "POST" ? ((await readBody(request)) ?? "") : "";
  const asked: ApiRequest = {
    method,
    path: url.pathname.slice("/v1".length),
    params: readBrackets(method === "POST" ? text : url.searchParams),
    formUrl: (id) => `http://${request.headers.host}/c/pay/${id}`,
  };
  if (method !== "POST") return answer(ledger, asked);
  const key = request.headers["idempotency-key"];
  const run = () => answer(ledger, asked);
  const done =
    typeof key === "string" && key !== ""
      ? await keys.once(key, `${url.pathname}\n${text}`, run)
      : await run();
  if (!done) return refusal(400, { type: "idempotency_error" });
  // Opening a form moves no money: that this is answered badly is for those who do.
  const moves = url.pathname !== "/v1/checkout/sessions";
  return done.status === 200 && moves && breaks(faults)
    ? { status: 500, body: { error: { type: "api_error", message: "Broken" } } }
    : done;
}

async function onForm(
  ledger: Ledger,
  request: IncomingMessage,
  response: ServerResponse,
  session: string,
): Promise<void> {
  await advance(ledger);
  const payment = ledger.payments.get(session);
  if (!payment) return send(response, 404, "html", noForm("en", "unknown", undefined));
  const { language, cancelUrl: back } = payment;
  if (request.method === "POST") {
    const { action = "" } = await readForm(request, new URL("http://127.0.0.1/"));
    const known = ["pay", "decline", "expire"].includes(action) && payment.status === "open";
    const to = known ? await press(ledger, payment.id, action) : undefined;
    if (to === undefined) send(response, 409, "html", noForm(language, "closed", back));
    else if (breaks(ledger.faults)) send(response, 500, "html", noForm(language, "broken", back));
    else redirect(response, to);
    return;
  }
  if (payment.status !== "open") return send(response, 200, "html", noForm(language, "closed", back));
  const form = paymentForm({
    gateway: "Stripe",
    language,
    description: payment.description,
    amount: payment.amount,
    currency: payment.currency.toUpperCase(),
    email: payment.email,
    hold: payment.hold,
    card: "4242 4242 4242 4242",
    postTo: `/c/pay/${payment.id}`,
  });
  send(response, 200, "html", form);
}
