import type { IncomingMessage, ServerResponse } from "node:http";
import { openBook } from "../kit/book.ts";
import type { SimulatorClock } from "../kit/clock.ts";
import type { ApiAnswer } from "../kit/keys.ts";
import { noForm, paymentForm } from "../kit/form.ts";
import { readBody, readForm, redirect, send } from "../kit/http.ts";
import type { Language } from "../kit/page.ts";
import type { GatewaySimulator } from "../simulator.ts";
import { answerAccount, type Account } from "./account.ts";
import { answer, type Ledger } from "./api.ts";
import { statusOf, type Payment } from "./payment.ts";

export interface ZarinPalOptions {
  /** The terminal's id, 36 characters. */
  readonly merchantId: string;
  /** Whose API sends money back late or in part; without it there is no such API. */
  readonly account?: Account;
  readonly clock: SimulatorClock;
  /** A Postgres database that keeps payments over a restart; without it they end with the process. */
  readonly databaseUrl?: string;
}

/** What goes wrong; it sends no notifications that could. */
export interface Faults {
  /** So many of the next requests are done and answered with an error 500. */
  commitThen500: number;
  /** The API answers 503. */
  unavailable: boolean;
}

const noFaults: Readonly<Faults> = { commitThen500: 0, unavailable: false };

/**
 * ZarinPal on this machine: the API below `/pg/v4/payment/`, the payer's form, `/pg/StartPay/<authority>`, and the
 * account's API, `/api/v4/graphql/`.
 */
export interface ZarinPalSimulator extends GatewaySimulator {
  payments(): readonly Payment[];
  readonly faults: Faults;
}

const METHOD = /^\/pg\/v4\/payment\/(\w+)\.json$/;
const GRAPHQL = "/api/v4/graphql/";
const FORM = /^\/pg\/StartPay\/(\w+)$/;

const actions = ["pay", "decline", "expire"] as const;
type Action = (typeof actions)[number];

export async function zarinpalSimulator(options: ZarinPalOptions): Promise<ZarinPalSimulator> {
  const { merchantId, account, clock, databaseUrl } = options;
  const book = await openBook<Payment>(databaseUrl, {
    table: "zarinpal_payment",
    key: "authority",
    order: "data->>'openedAt'",
    keyOf: ({ authority }) => authority,
  });
  const { payments, save } = book;
  const faults: Faults = { ...noFaults };
  const ledger: Ledger = { merchantId, now: () => clock.now(), payments, save };

  return {
    async handle(request, response, url) {
      const method = METHOD.exec(url.pathname)?.[1];
      if (request.method === "POST" && method !== undefined)
        return onApi(ledger, faults, request, response, method);
      if (request.method === "POST" && url.pathname === GRAPHQL && account)
        return onAccount(ledger, account, faults, request, response);
      const authority = FORM.exec(url.pathname)?.[1];
      if (authority === undefined) return false;
      await onForm(ledger, request, response, url, authority);
      return true;
    },
    payments: () => [...payments.values()],
    faults,
    resetFaults: () => void Object.assign(faults, noFaults),
    actions,
    press: (authority, action) => press(ledger, authority, action),
    forgeries: [],
    forge: () => Promise.resolve(undefined),
    pending: () => 0,
    settled: () => Promise.resolve(),
    async reset() {
      Object.assign(faults, noFaults);
      await book.clear();
    },
    close: () => book.close(),
  };
}

async function onApi(
  ledger: Ledger,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
  method: string,
): Promise<boolean> {
  if (faults.unavailable) {
    send(response, 503, "json", "{}");
    return true;
  }
  const answered = await answer(ledger, method, parsed((await readBody(request)) ?? ""));
  return answered ? reply(faults, response, answered) : false;
}

async function onAccount(
  ledger: Ledger,
  account: Account,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (faults.unavailable) {
    send(response, 503, "json", "{}");
    return true;
  }
  const known = request.headers.authorization === `Bearer ${account.accessToken}`;
  const body = parsed((await readBody(request)) ?? "");
  return reply(
    faults,
    response,
    known
      ? await answerAccount(ledger, account, body)
      : { status: 401, body: { message: "Unauthenticated." } },
  );
}

function reply(faults: Faults, response: ServerResponse, { status, body }: ApiAnswer): true {
  const broken = faults.commitThen500 > 0 && status === 200;
  if (broken) faults.commitThen500 -= 1;
  send(response, broken ? 500 : status, "json", broken ? "{}" : JSON.stringify(body));
  return true;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Presses a button of the form: where the payer's browser goes next, with what nobody signs. */
async function press(ledger: Ledger, authority: string, action: string): Promise<string | undefined> {
  const payment = ledger.payments.get(authority);
  if (!payment || !isAction(action) || statusOf(payment, ledger.now()) !== "IN_BANK") return undefined;
  payment.state = action === "pay" ? "paid" : "failed";
  if (action === "pay") payment.paidAt = ledger.now().toISOString();
  await ledger.save(payment);
  const back = new URL(payment.callbackUrl);
  back.searchParams.set("Authority", authority);
  back.searchParams.set("Status", action === "pay" ? "OK" : "NOK");
  return back.href;
}

const isAction = (action: string): action is Action => actions.some((known) => known === action);

async function onForm(
  ledger: Ledger,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  authority: string,
): Promise<void> {
  const language: Language = request.headers["accept-language"]?.startsWith("ru") ? "ru" : "en";
  const payment = ledger.payments.get(authority);
  if (!payment) return send(response, 404, "html", noForm(language, "unknown", undefined));
  if (request.method === "POST") {
    const { action = "" } = await readForm(request, url);
    const to = await press(ledger, authority, action);
    if (to !== undefined) return redirect(response, to);
  }
  if (statusOf(payment, ledger.now()) !== "IN_BANK") {
    return send(response, 200, "html", noForm(language, "closed", payment.callbackUrl));
  }
  const { description, amount, email } = payment;
  const form = paymentForm({
    gateway: "ZarinPal",
    language,
    description,
    amount,
    currency: "IRR",
    email,
    hold: false,
    card: "6037 9900 0000 0006",
    postTo: url.pathname,
  });
  send(response, 200, "html", form);
}
