import type { Checkout, PaymentGateway, ReceiptLine, Snapshot } from "../../../core/payments/gateway.ts";

interface Card {
  money: { readonly amount: number; readonly currency: string };
  readonly hold: boolean;
  state: "pending" | "authorized" | "captured" | "voided";
  until: Date | undefined;
  /** What went back, one after another. */
  readonly refunds: number[];
}

/** A gateway in memory, behind the port: for what the core decides, with a bank that answers, loses answers and forgets. */
export interface CardBank {
  readonly gateway: PaymentGateway;
  /** Names of gateways by which ours is set up. */
  readonly gateways: { readonly card: PaymentGateway };
  readonly cards: ReadonlyMap<string, Card>;
  /** Settlement receipts that were sent. */
  readonly receipts: {
    readonly key: string;
    readonly lines: readonly ReceiptLine[];
    readonly email: string | undefined;
  }[];
  /** The payer of the last form pays: held, if it was asked for. */
  pay(ref?: string): string;
  /** Somebody does it by hand, beside us. */
  set(ref: string, state: Card["state"]): void;
  /** The next so many effects happen, and their answers are lost. */
  loseAnswers: number;
  /** States cannot be read. */
  blind: boolean;
  /** It does not say how much went back. */
  silent: boolean;
  caps: PaymentGateway["caps"];
}

export const WEEK = 7 * 24 * 3_600_000;

export function cardBank(now: () => Date): CardBank {
  const cards = new Map<string, Card>();
  const of = (ref: string): Card => {
    const card = cards.get(ref);
    if (!card) throw new Error(`no such payment: ${ref}`);
    return card;
  };
  const answered = <T>(ok: T) => {
    if (bank.loseAnswers === 0) return Promise.resolve({ ok });
    bank.loseAnswers--;
    return Promise.resolve({ unknown: true } as const);
  };
  const gateway: PaymentGateway = {
    name: "card",
    currencies: ["RUB"],
    origin: "https://card.example",
    get caps() {
      return bank.caps;
    },
    createCheckout({ invoice, money, hold, expiresAt }: Checkout) {
      const ref = `c${invoice}`;
      if (!cards.has(ref)) cards.set(ref, { money, hold, state: "pending", until: undefined, refunds: [] });
      return Promise.resolve({ ok: { ref, url: `https://card.example/${ref}`, expiresAt } });
    },
    fetchState(ref) {
      if (bank.blind) return Promise.resolve({ unknown: true });
      return Promise.resolve({ ok: snapshotOf(of(ref), bank.silent) });
    },
    capture(ref) {
      const card = of(ref);
      if (card.state !== "authorized") return Promise.resolve({ declined: "not_held" });
      card.state = "captured";
      return answered("captured");
    },
    void(ref) {
      const card = of(ref);
      if (card.state !== "authorized") return Promise.resolve({ declined: "not_held" });
      card.state = "voided";
      return answered("voided");
    },
    refund(ref, { amount }) {
      const card = of(ref);
      if (card.state !== "captured") return Promise.resolve({ declined: "not_captured" });
      if (sum(card.refunds) + amount > card.money.amount)
        return Promise.resolve({ declined: "nothing_left" });
      card.refunds.push(amount);
      return answered({ ref: `${ref}-${card.refunds.length}`, state: "done" as const });
    },
    fetchRefund: () => Promise.resolve({ ok: "done" }),
    sendReceipt({ key, lines, email }) {
      if (!bank.receipts.some((sent) => sent.key === key)) bank.receipts.push({ key, lines, email });
      return answered({ ref: `r-${key}`, state: "under_way" as const });
    },
    fetchReceipt: () => Promise.resolve({ ok: "done" }),
    parseNotification: () => ({ reject: "malformed", answer: { status: 400, body: "" } }),
  };
  const bank: CardBank = {
    gateway,
    gateways: { card: gateway },
    cards,
    receipts: [],
    pay(ref = [...cards.keys()].at(-1) ?? "") {
      const card = of(ref);
      card.state = card.hold ? "authorized" : "captured";
      if (card.hold) card.until = new Date(now().getTime() + WEEK);
      return ref;
    },
    set: (ref, state) => void (of(ref).state = state),
    loseAnswers: 0,
    blind: false,
    silent: false,
    caps: {
      holdMs: WEEK,
      partialCapture: false,
      keyed: false,
      voidPending: false,
      asyncRefund: false,
      receipts: "separate",
    },
  };
  return bank;
}

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);

function snapshotOf({ state, money, until, refunds }: Card, silent: boolean): Snapshot {
  if (state === "authorized") return { state, money, until };
  if (state !== "captured") return { state };
  if (sum(refunds) === money.amount) return { state: "returned" };
  return { state, money, ...(!silent && { refunded: sum(refunds) }) };
}
