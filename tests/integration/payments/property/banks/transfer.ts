import { bankTransfer } from "../../../../../core/payments/bank-transfer/gateway.ts";
import { invoiceOf } from "../../../../../core/payments/bank-transfer/invoice.ts";
import type { Bank, Ground } from "./bank.ts";

/** A line of the clinic's statement, and what became of its money. */
export interface Line {
  readonly bankRef: string;
  readonly reference: string;
  readonly amount: number;
  /** The day it came, `2026-11-23`. */
  readonly date: string;
  /** A cashier has brought it into the books. */
  entered: boolean;
  /** Was sent back to the payer. */
  back: number;
}

export interface TransferBank extends Bank {
  /** The oldest first. */
  readonly statement: readonly Line[];
}

/** The clinic's account at a bank: whoever has an invoice sends whatever sum they like, as often as they like. */
export function transferBank({ calm }: Ground): TransferBank {
  const asked = new Map<string, number>();
  const statement: Line[] = [];
  const of = (id: string) => statement.filter(({ reference }) => reference === id);
  const total = (sums: readonly number[]) => sums.reduce((all, sum) => all + sum, 0);
  const off = { pay: 0, under: -100, over: 100 } as const;
  return {
    adapter: bankTransfer(calm),
    currency: "RUB",
    statement,
    payments: () =>
      [...asked.keys()].map((id) => ({
        id,
        open: true,
        held: false,
        captured: total(of(id).map(({ amount }) => amount)),
        refunded: total(of(id).map(({ back }) => back)),
        fee: 0,
      })),
    async visit(url) {
      const token = new URL(url).pathname.split("/")[2] ?? "";
      const invoice = await invoiceOf(calm, token);
      if (!invoice) return undefined;
      asked.set(invoice.reference, invoice.amount);
      return invoice.reference;
    },
    press(reference, button) {
      const sum = asked.get(reference);
      if (button === "decline" || sum === undefined) return Promise.resolve(undefined);
      const bankRef = `B${statement.length + 1}`;
      const date = calm.clock.now().toISOString().slice(0, 10);
      statement.push({ bankRef, reference, amount: sum + off[button], date, entered: false, back: 0 });
      return Promise.resolve(reference);
    },
    setFaults: () => undefined,
    forgeries: [],
    forge: () => Promise.resolve(),
    giveBack(id, amount) {
      const line = of(id).find((line) => line.amount - line.back >= amount);
      if (!line) throw new Error("nobody sent so much");
      line.back += amount;
    },
    settled: () => Promise.resolve(),
    reset() {
      asked.clear();
      statement.length = 0;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}
