import { PaymentTaskKind } from "../../prisma/generated/enums.ts";
import type { StuckMoney } from "../../core/payments/notices.ts";
import { wayBack } from "../../core/payments/way-back.ts";
import { settledByHand } from "../../core/payments/settled-by-hand.ts";
import { stuckMoney, tryStuckAgain } from "../../core/payments/stuck.ts";
import { lines, money as sum, moment, t, type Text } from "../texts.ts";
import type { NoticeView } from "../voice.ts";
import { audit } from "../../core/cashier/audit.ts";
import { AT_ONCE } from "./admin.ts";
import { forMoneyPeople, isCashier } from "./cashier/gate.ts";
import { button, isId, type StaffMenu, type StaffTurn } from "./turn.ts";

/** Money that waits for a person: what happened, how to find it at the gateway, and what to do. */
export function moneyView(stuck: StuckMoney, zone: string): NoticeView {
  const { order, gateway, invoice, bankRef } = stuck;
  const facts = { invoice, gateway: gatewayName(gateway), at: moment(stuck.begunAt, zone, "full") };
  const found =
    bankRef === undefined
      ? t("vet-money-payment", facts)
      : t("vet-money-transfer", { invoice, bank: bankRef });
  return {
    text: lines([what(stuck, String(order)), found, advice(stuck)]),
    menu: menuOf(stuck),
  };
}

function menuOf(stuck: StuckMoney): StaffMenu {
  const { task, reason } = stuck;
  if (isReceiptToMake(stuck))
    return [[button(t("cash-receipt-make"), "cash-receipt", ...task.split(":").slice(1))]];
  const odd = reason === "odd_sum" ? [[button(t("cash-menu-odd"), "cash-odd")]] : [];
  const again = asked(reason) ? [button(t("vet-money-again"), "money", task, "again")] : [];
  return [...odd, [...again, button(t("vet-money-done"), "money", task, "done")]];
}

/** A cashier makes it at the till and enters its number. */
const isReceiptToMake = ({ task, reason }: Pick<StuckMoney, "task" | "reason">): boolean =>
  kindOf(task) === "receipt" && reason === "by_hand";

/** Whether asking the gateway again can change anything. */
const asked = (reason: string): boolean => reason !== "odd_sum" && reason !== "by_hand";

const kindOf = (task: string): string => task.slice(0, task.indexOf(":"));

function what(stuck: StuckMoney, order: string): Text {
  const { task, asked, came, back, currency, reason } = stuck;
  const amount = sum({ amount: asked, currency });
  switch (kindOf(task)) {
    case "refund": {
      const refund = { order, amount: sum({ amount: back, currency }) };
      return reason === "by_hand"
        ? t("vet-money-send", { ...refund, way: wayBack(stuck.gateway) })
        : t("vet-money-refund", { ...refund, reason });
    }
    case "capture":
    case "void":
    case "deadline":
      return t("vet-money-hold", { order, amount, reason });
    case "receipt":
      return isReceiptToMake(stuck)
        ? t("vet-money-make-receipt", { order })
        : t("vet-money-receipt", { order, amount, reason });
    case "compare":
      return t("vet-money-difference", { order, amount });
    default:
      if (reason === "hold_lost") return t("vet-money-hold", { order, amount, reason });
      if (reason === "odd_sum")
        return t("vet-money-odd", { order, amount, came: sum({ amount: came, currency }) });
      return t("vet-money-unclear", { order, amount, reason });
  }
}

function advice(stuck: StuckMoney): Text {
  const { task, reason, goesOn } = stuck;
  switch (kindOf(task)) {
    case "refund":
      if (reason !== "by_hand") return t("vet-money-refund-advice");
      return t(
        wayBack(stuck.gateway) === "telegram" ? "vet-money-at-provider-advice" : "vet-money-by-hand-advice",
      );
    case "capture":
    case "void":
    case "deadline":
      return t("vet-money-hold-advice");
    case "receipt":
      return t(isReceiptToMake(stuck) ? "vet-money-make-receipt-advice" : "vet-money-receipt-advice");
    case "compare":
      return t("vet-money-difference-advice");
    default:
      if (reason === "hold_lost") return t("vet-money-hold-lost-advice");
      return reason === "odd_sum"
        ? t("vet-money-odd-advice")
        : t("vet-money-unclear-advice", { goes: goesOn ? "on" : "no" });
  }
}

/** Gateways write their names with a capital letter. */
const gatewayName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** /money: one message each, the oldest first. Cashiers see it all, and settle what is sent at the bank. */
export const moneyList = forMoneyPeople(async (turn) => {
  const rows = await stuckMoney(turn.core, AT_ONCE + 1);
  if (rows.length === 0) return turn.say(t("vet-money-none"));
  for (const row of rows.slice(0, AT_ONCE)) {
    const { text, menu = [] } = moneyView(row, turn.zone);
    await turn.say(text, mayActOn(turn, row) ? { menu } : {});
  }
  if (rows.length > AT_ONCE) await turn.say(t("vet-money-more"));
});

const mayActOn = (turn: StaffTurn, stuck: Pick<StuckMoney, "task" | "reason">): boolean =>
  isReceiptToMake(stuck)
    ? isCashier(turn)
    : turn.member.roles.includes("administrator") || stuck.reason === "by_hand";

/** *Ask again* and *Settled* under one of them. Its number stays in the chat: whoever reads on knows what it was. */
export const money = forMoneyPeople(async (turn, kind = "", id = "", ...rest) => {
  const word = rest.pop();
  if (!kinds.has(kind) || !isId(id)) return turn.replace(t("vet-old-button"));
  // Buttons from before refunds were numbered name the first.
  const nth = kind === "refund" && rest.length === 0 ? ["1"] : rest;
  const key = [kind, id, ...nth].join(":");
  const order = await orderOf(turn, id);
  const task = await turn.core.db.paymentTask.findUnique({ where: { key }, select: { stuck: true } });
  if (!mayActOn(turn, { task: key, reason: task?.stuck ?? "" })) return turn.say(t("vet-not-for-you"));
  if (word === "again") {
    const asked = await tryStuckAgain(turn.core, key);
    if (asked) await trail(turn, "again", id, key);
    return turn.replace(asked ? t("vet-money-asked", { order }) : t("vet-handled"), more);
  }
  const closed = await settledByHand(turn.core, key);
  if (closed) await trail(turn, "settled", id, key);
  await turn.replace(closed ? t("vet-money-closed", { order }) : t("vet-handled"), more);
});

/** What a person decides about stuck money is in the audit trail. */
async function trail(
  { core, person }: StaffTurn,
  step: "again" | "settled",
  attempt: string,
  task: string,
): Promise<void> {
  const { order } = await core.db.paymentAttempt.findUniqueOrThrow({
    where: { id: attempt },
    select: { order: { select: { id: true, number: true } } },
  });
  await audit(core, {
    step,
    staff: person,
    order: order.id,
    attempt,
    details: { task, order: order.number },
  });
}

const kinds: ReadonlySet<string> = new Set(Object.values(PaymentTaskKind));

const more = { menu: [[button(t("vet-money-list"), "money-list")]] };

async function orderOf({ core }: StaffTurn, attempt: string): Promise<string> {
  const found = await core.db.paymentAttempt.findUnique({
    where: { id: attempt },
    select: { order: { select: { number: true } } },
  });
  return found ? String(found.order.number) : "";
}
