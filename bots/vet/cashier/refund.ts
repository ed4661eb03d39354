import type { MoneyAction } from "../../../core/cashier/actions.ts";
import {
  refundable,
  refundAmount,
  type Refundable,
  type RefundWhat,
} from "../../../core/payments/refundable.ts";
import { localized } from "../../../core/catalog/words.ts";
import { wayBack } from "../../../core/payments/way-back.ts";
import type { StaffTurn } from "../turn.ts";
import { lines, money, plain, t, type Text } from "../../texts.ts";
import type { Form, Values } from "./form.ts";
import { secondNeeded } from "./second.ts";
import { readAmount } from "./typed.ts";

/** A reason says something, and stays readable in a list. */
const REASON = { least: 3, most: 300 };

/** Buttons for so many consultations; more are typed. */
const BUTTONS = 5;

/** The order of a number as somebody types it: `№ 17`, `#17`, `17`. */
export const readNumber = (typed: string): number | undefined => {
  const [, digits] = /^[№#\s]*(\d{1,9})$/u.exec(typed.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
};

async function order({ core }: StaffTurn, values: Values): Promise<Refundable> {
  const found = await refundable(core, Number(values["order"]));
  if (!found) throw new Error("the order of a draft is gone");
  return found;
}

/** What was paid, given, used, and can be given back. */
function orderText(turn: StaffTurn, found: Refundable): Text {
  const { number, title, currency, paid, refunded, underWay, left, sessions, sessionAmount } = found;
  const sum = (amount: number): Text => money({ amount, currency });
  return lines([
    t("cash-refund-order", {
      order: String(number),
      title: plain(localized(title, turn.locale)),
      paid: sum(paid),
    }),
    t("cash-refund-sessions", {
      given: sessions.given,
      used: sessions.used,
      left: sessions.left,
      each: sum(sessionAmount),
    }),
    ...(refunded + underWay > 0
      ? [t("cash-refund-before", { refunded: sum(refunded), underway: sum(underWay) })]
      : []),
    t("cash-refund-left", { left: sum(left) }),
  ]);
}

/** Why nothing of an order can be given back. */
function obstacle(found: Refundable): Text | undefined {
  if (found.state !== "paid") return t("cash-refund-not-paid", { state: found.state });
  return found.left === 0 ? t("cash-refund-nothing") : undefined;
}

function whatOf({ what, count, sum }: Values): RefundWhat {
  if (what === "sessions") return { kind: "sessions", count: Number(count) };
  return what === "part" ? { kind: "part", amount: Number(sum) } : { kind: "whole" };
}

const actionOf = (values: Values): MoneyAction => ({
  kind: "refund",
  order: Number(values["order"]),
  what: whatOf(values),
  reason: values["reason"] ?? "",
});

/** Money is to go back: of which order, how much, and why. */
export const refundForm: Form = {
  steps: [
    {
      name: "order",
      ask: async () => ({ text: t("cash-refund-number") }),
      async read({ core }, typed) {
        const number = readNumber(typed);
        const found = number === undefined ? undefined : await refundable(core, number);
        if (!found) return { hint: t("cash-order-hint") };
        const why = obstacle(found);
        return why ? { hint: why } : { value: String(found.number) };
      },
    },
    {
      name: "what",
      async ask(turn, values) {
        const found = await order(turn, values);
        const whole = t("cash-refund-whole", { amount: money({ ...found, amount: found.left }) });
        return {
          text: orderText(turn, found),
          answers: [
            [{ label: whole, word: "whole" }],
            ...(found.sessions.left > 0 ? [[{ label: t("cash-refund-by-sessions"), word: "sessions" }]] : []),
            [{ label: t("cash-refund-by-sum"), word: "part" }],
          ],
        };
      },
      read: async (_, typed) =>
        ["whole", "sessions", "part"].includes(typed)
          ? { value: typed }
          : { hint: t("cash-refund-what-hint") },
    },
    {
      name: "count",
      when: ({ what }) => what === "sessions",
      async ask(turn, values) {
        const found = await order(turn, values);
        const counts = Array.from({ length: Math.min(BUTTONS, found.sessions.left) }, (_, i) =>
          String(i + 1),
        );
        return {
          text: t("cash-refund-count", {
            left: found.sessions.left,
            each: money({ amount: found.sessionAmount, currency: found.currency }),
          }),
          answers: [counts.map((count) => ({ label: plain(count), word: count }))],
        };
      },
      async read(turn, typed, values) {
        const { sessions } = await order(turn, values);
        const count = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : 0;
        return count >= 1 && count <= sessions.left
          ? { value: String(count) }
          : { hint: t("cash-refund-count-hint", { left: sessions.left }) };
      },
    },
    {
      name: "sum",
      when: ({ what }) => what === "part",
      async ask(turn, values) {
        const { left, currency } = await order(turn, values);
        return { text: t("cash-refund-sum", { left: money({ amount: left, currency }) }) };
      },
      async read(turn, typed, values) {
        const { left, currency } = await order(turn, values);
        const amount = readAmount(typed, currency);
        if (amount === undefined) return { hint: t("cash-amount-hint") };
        return amount <= left
          ? { value: String(amount) }
          : { hint: t("cash-refund-sum-hint", { left: money({ amount: left, currency }) }) };
      },
    },
    {
      name: "reason",
      ask: async () => ({ text: t("cash-refund-reason") }),
      async read(_, typed) {
        const value = typed.trim();
        if (value.length < REASON.least) return { hint: t("cash-refund-reason-short") };
        return value.length > REASON.most
          ? { hint: t("cash-refund-reason-long", { length: value.length, most: REASON.most }) }
          : { value };
      },
    },
  ],
  async summary(turn, values) {
    const found = await order(turn, values);
    const what = whatOf(values);
    const back = refundAmount(found, what);
    // It changed since it was filled in: the yes says why not, and the steps back stay open.
    if (!back) return lines([orderText(turn, found), t("cash-refund-changed")], "\n\n");
    const count = what.kind === "whole" ? found.sessions.left : what.kind === "sessions" ? what.count : 0;
    return lines(
      [
        t("cash-refund-summary", {
          order: String(found.number),
          amount: money(back),
          sessions: count,
          reason: plain(values["reason"] ?? ""),
        }),
        t("cash-refund-how", { way: wayBack(found.gateway) }),
        ...(await secondNeeded(turn, actionOf(values))),
      ],
      "\n\n",
    );
  },
  yes: t("cash-refund-yes"),
  action: actionOf,
};
