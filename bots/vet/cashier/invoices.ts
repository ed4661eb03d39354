import {
  invoiceByReference,
  openInvoices,
  type InvoiceLine,
} from "../../../core/payments/bank-transfer/open.ts";
import { receiptToMake } from "../../../core/payments/receipts-by-hand.ts";
import { day, lines, money, t } from "../../texts.ts";
import { button, type StaffAction, type StaffMenu } from "../turn.ts";
import { begin, toCashier } from "./fill.ts";
import { forCashiers } from "./gate.ts";

/** So many are read at a glance, with a button each. */
const PAGE = 6;

const facts = ({ reference, order, amount, currency, until }: InvoiceLine) => ({
  reference,
  order: String(order),
  amount: money({ amount, currency }),
  until: day(until),
});

/** Open invoices, page by page, each with a button that confirms its transfer. */
export const invoices = forCashiers(async (turn, page = "0") => {
  const skip = /^\d{1,4}$/.test(page) ? Number(page) * PAGE : 0;
  const { invoices, total } = await openInvoices(turn.core, { skip, limit: PAGE });
  if (total === 0)
    return turn.replace(t("cash-invoices-none"), {
      menu: [[button(t("cash-menu-confirm"), "cash-confirm")], ...toCashier],
    });
  // The list has grown shorter since its button was shown.
  if (invoices.length === 0) return firstPage(turn);
  const text = lines(
    [t("cash-invoices", { total }), ...invoices.map((invoice) => t("cash-invoice", facts(invoice)))],
    "\n\n",
  );
  const at = skip / PAGE;
  const turns = [
    ...(at > 0 ? [button(t("cash-page-before"), "cash-invoices", String(at - 1))] : []),
    ...(skip + PAGE < total ? [button(t("cash-page-next"), "cash-invoices", String(at + 1))] : []),
  ];
  const menu: StaffMenu = [
    ...invoices.map((invoice) => [
      button(t("cash-invoice-confirm", facts(invoice)), "cash-take", invoice.reference),
    ]),
    ...(turns.length > 0 ? [turns] : []),
    ...toCashier,
  ];
  await turn.replace(text, { menu });
});

const firstPage: StaffAction = (turn) => invoices(turn, "0");

/** A transfer came for one of them. */
export const confirmInvoice = forCashiers(async (turn, reference = "") => {
  const invoice = await invoiceByReference(turn.core, reference);
  if (!invoice) return turn.say(t("vet-old-button"));
  await begin(turn, "confirm", { reference: invoice.reference });
});

/** A transfer came, and its reference is to be typed: also of an invoice that is open no more. */
export const confirmAny = forCashiers((turn) => begin(turn, "confirm", {}));

export const refund = forCashiers((turn) => begin(turn, "refund", {}));

/** A receipt for a bank transfer is to be made at the till. */
export const makeReceipt = forCashiers(async (turn, attempt = "", nth = "") => {
  const receipt = `${attempt}:${nth}`;
  if (!(await receiptToMake(turn.core, receipt))) return turn.replace(t("vet-handled"), { menu: toCashier });
  await begin(turn, "receipt", { receipt });
});
