import { createHash } from "node:crypto";
import type { Odd } from "../../../core/cashier/actions.ts";
import { audit } from "../../../core/cashier/audit.ts";
import {
  suspendedTransfers,
  transferSent,
  transfersToSend,
  type SuspendedTransfer,
} from "../../../core/payments/bank-transfer/suspense.ts";
import { suspended } from "../../../core/payments/suspense.ts";
import type { Core } from "../../../core/platform/core.ts";
import { day, money, t, type Text } from "../../texts.ts";
import { AT_ONCE } from "../admin.ts";
import { button, type StaffAction, type StaffMenu } from "../turn.ts";
import { begin, toCashier, type FormName } from "./fill.ts";
import { forCashiers, forMoneyPeople, isCashier } from "./gate.ts";
import { oddWord } from "./odd-forms.ts";

interface Row {
  readonly odd: Odd;
  /** Number of its own order. */
  readonly order: number;
  /** Whether it can pay an order. */
  readonly bookable: boolean;
  readonly since: Date;
  readonly text: Text;
}

/** Everything in suspense, from gateways and from the bank, the oldest first. */
async function rows(core: Core, limit: number): Promise<Row[]> {
  const transfers = (await suspendedTransfers(core, limit)).map((row): Row => {
    const { bankRef, order, asked, receivedOn } = row;
    const date = receivedOn.toISOString().slice(0, 10);
    const facts = { order: String(order), came: money(row), asked: money(asked), bank: bankRef };
    return {
      odd: { bankRef },
      order,
      bookable: true,
      since: receivedOn,
      text: t("cash-odd-transfer", { ...facts, date: day(date) }),
    };
  });
  const payments = (await suspended(core, limit)).map((row): Row => {
    const { attempt, order, asked, amount, currency, gateway, invoice, since, orderOpen } = row;
    return {
      odd: { attempt },
      order,
      bookable: orderOpen,
      since,
      text: t("cash-odd-payment", {
        order: String(order),
        came: money({ amount, currency }),
        asked: money({ amount: asked, currency }),
        gateway,
        invoice,
      }),
    };
  });
  return [...transfers, ...payments].sort((a, b) => a.since.getTime() - b.since.getTime()).slice(0, limit);
}

/** One message each: what is to be sent back at the bank; then what is to be given back, or booked to an order. */
export const oddList = forMoneyPeople(async (turn) => {
  const toSend = await transfersToSend(turn.core, AT_ONCE + 1);
  const found = await rows(turn.core, AT_ONCE + 1);
  if (toSend.length + found.length === 0) return turn.replace(t("cash-odd-none"), { menu: toCashier });
  const acts = (menu: StaffMenu) => (isCashier(turn) ? { menu } : {});
  for (const row of toSend.slice(0, AT_ONCE))
    await turn.say(sendText(row), acts([[button(t("cash-sent"), "cash-sent", nameOf(row))]]));
  for (const { odd, text, bookable } of found.slice(0, AT_ONCE))
    await turn.say(
      text,
      acts([
        [
          button(t("cash-odd-back"), "cash-odd-back", nameOf(odd)),
          ...(bookable ? [button(t("cash-odd-book"), "cash-odd-book", nameOf(odd))] : []),
        ],
      ]),
    );
  if (toSend.length > AT_ONCE || found.length > AT_ONCE)
    await turn.say(t("cash-odd-more"), { menu: toCashier });
  if (!isCashier(turn)) await turn.say(t("cash-odd-for-cashiers"), { menu: toCashier });
});

function sendText(row: SuspendedTransfer): Text {
  const date = day(row.receivedOn.toISOString().slice(0, 10));
  return t("cash-odd-send", { order: String(row.order), came: money(row), bank: row.bankRef, date });
}

/** *Sent*: the money has left the bank, and with it the books. */
export const sentBack = forCashiers(async (turn, name) => {
  const { core, person } = turn;
  const row = (await transfersToSend(core, ALL)).find((row) => nameOf(row) === name);
  const sent = row && (await transferSent(core, row.bankRef));
  if (!sent) return turn.replace(t("vet-handled"), { menu: toCashier });
  const { order, orderId, attempt } = sent;
  await audit(core, {
    step: "settled",
    staff: person,
    order: orderId,
    attempt,
    bankRef: row.bankRef,
    details: { task: `giveback:${attempt}`, order },
  });
  await turn.replace(t("cash-sent-done", { order: String(order) }), { menu: toCashier });
});

/** Buttons have no room for the bank's longest numbers. */
const nameOf = (odd: Odd): string => createHash("sha256").update(oddWord(odd)).digest("hex").slice(0, 32);

/** More than anybody leaves lying. */
const ALL = 1000;

const beginWith =
  (form: FormName): StaffAction =>
  async (turn, name) => {
    const row = (await rows(turn.core, ALL)).find(({ odd }) => nameOf(odd) === name);
    if (!row) return turn.replace(t("vet-handled"), { menu: toCashier });
    // A payment at a gateway is for its own order; of a transfer the payer may have named another.
    const own = String(row.order);
    const order = form === "giveback" ? {} : "attempt" in row.odd ? { order: own } : { own };
    await begin(turn, form, { odd: oddWord(row.odd), ...order });
  };

export const giveBackOdd = forCashiers(beginWith("giveback"));
export const bookOdd = forCashiers(beginWith("book"));
