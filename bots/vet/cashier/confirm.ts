import { Temporal } from "temporal-polyfill";
import { TRANSFER_CURRENCY } from "../../../core/catalog/bank.ts";
import { foreseeTransfer } from "../../../core/payments/bank-transfer/foresee.ts";
import { invoiceByReference, type InvoiceLine } from "../../../core/payments/bank-transfer/open.ts";
import type { StatementLine } from "../../../core/payments/bank-transfer/confirm.ts";
import { day, lines, money, t } from "../../texts.ts";
import type { StaffTurn } from "../turn.ts";
import type { Form, Values } from "./form.ts";
import { secondNeeded } from "./second.ts";
import { readAmount, readDay } from "./typed.ts";

/** The invoice that a form is about: its reference was read before. */
async function invoice({ core }: StaffTurn, values: Values): Promise<InvoiceLine> {
  const found = await invoiceByReference(core, values["reference"] ?? "");
  if (!found) throw new Error("the invoice of a draft is gone");
  return found;
}

const facts = ({ reference, order, amount, currency, until }: InvoiceLine) => ({
  reference,
  order: String(order),
  amount: money({ amount, currency }),
  until: day(until),
});

const today = ({ core, zone }: StaffTurn): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(core.clock.now().getTime()).toZonedDateTimeISO(zone).toPlainDate();

const lineOf = (values: Values): StatementLine => ({
  reference: values["reference"] ?? "",
  amount: Number(values["amount"]),
  currency: TRANSFER_CURRENCY,
  date: values["date"] ?? "",
  bankReference: values["bank"] ?? "",
});

/** A bank transfer was found on the statement: for which invoice, how much, when, and the bank's number of it. */
export const confirmForm: Form = {
  steps: [
    {
      name: "reference",
      ask: async () => ({ text: t("cash-confirm-reference") }),
      async read({ core }, typed) {
        const found = await invoiceByReference(core, typed);
        return found ? { value: found.reference } : { hint: t("cash-confirm-reference-hint") };
      },
    },
    {
      name: "amount",
      async ask(turn, values) {
        const found = await invoice(turn, values);
        const exact = { label: t("cash-confirm-exact", { amount: facts(found).amount }), word: "exact" };
        return { text: t("cash-confirm-amount", facts(found)), answers: [[exact]] };
      },
      async read(turn, typed, values) {
        const { amount: asked, currency } = await invoice(turn, values);
        const amount = typed === "exact" ? asked : readAmount(typed, currency);
        return amount === undefined ? { hint: t("cash-amount-hint") } : { value: String(amount) };
      },
    },
    {
      name: "date",
      ask: async () => ({
        text: t("cash-confirm-date"),
        answers: [
          [
            { label: t("cash-today"), word: "today" },
            { label: t("cash-yesterday"), word: "yesterday" },
          ],
        ],
      }),
      async read(turn, typed) {
        const date = readDay(typed, today(turn));
        return date === undefined ? { hint: t("cash-date-hint") } : { value: date };
      },
    },
    {
      name: "bank",
      ask: async () => ({ text: t("cash-confirm-bank") }),
      async read(turn, typed, values) {
        const value = typed.replaceAll(/\s/gu, "").toUpperCase();
        const line = { ...lineOf(values), bankReference: value };
        switch (await foreseeTransfer(turn.core, line)) {
          case "invalid":
            return { hint: t("cash-bank-hint") };
          case "already_confirmed":
            return { hint: t("cash-bank-used", { bank: value }) };
          case "unknown_reference":
          case "exact":
          case "surplus":
          case "under":
          case "over":
          case "late":
          case "again":
          case "other_currency":
            return { value };
        }
      },
    },
  ],
  async summary(turn, values) {
    const found = await invoice(turn, values);
    const line = lineOf(values);
    const foreseen = await foreseeTransfer(turn.core, line);
    return lines(
      [
        t("cash-confirm-summary", {
          ...facts(found),
          came: money(line),
          date: day(line.date),
          bank: line.bankReference,
        }),
        t("cash-confirm-foreseen", { what: foreseen }),
        ...(await secondNeeded(turn, { kind: "confirm", line })),
      ],
      "\n\n",
    );
  },
  yes: t("cash-confirm-yes"),
  action: (values) => ({ kind: "confirm", line: lineOf(values) }),
};
