import { createHash } from "node:crypto";
import * as z from "zod";
import type { Ledger } from "./bank.ts";
import { stateCode, type Payment } from "./payment.ts";
import type { Shop } from "./shop.ts";

/** How long a receipt waits to be registered. */
const PROCESSING = 30_000;

const number = z.string().regex(/^[1-9]\d{0,18}$/);
const Attach = z.object({
  merchantId: z.string(),
  id: number,
  originId: number,
  operation: z.literal("sell"),
  url: z.url(),
  total: z.number().positive(),
  items: z.array(z.object({ sum: z.number(), payment_method: z.literal("full_payment") })).min(1),
  client: z.object({ email: z.email().optional(), phone: z.string().optional() }),
  payments: z.tuple([z.object({ type: z.literal(2), sum: z.number() })]),
  vats: z.array(z.object({ type: z.string(), sum: z.number() })).min(1),
});
const Status = z.object({ merchantId: z.string(), id: number });

const kopecks = (roubles: number): number => Math.round(roubles * 100);

/**
 * `Receipt/Attach`: the second receipt of a payment that was taken. There is no third, and a number is used once, also
 * by payments.
 */
export async function attachReceipt(ledger: Ledger, text: string): Promise<object> {
  const { shop, clock, operations, save } = ledger;
  const asked = Attach.safeParse(contents(shop, text)).data;
  const payment = asked && operations.get(asked.originId);
  const now = clock.now();
  if (!asked || !payment || asked.merchantId !== shop.login) return result(3, "wrong request");
  const total = kopecks(asked.total);
  const right =
    (asked.client.email ?? asked.client.phone) !== undefined &&
    kopecks(asked.payments[0].sum) === total &&
    asked.items.reduce((sum, item) => sum + kopecks(item.sum), 0) === total &&
    total <= payment.amount &&
    stateCode(payment, now) === 100 &&
    !operations.has(asked.id) &&
    payment.secondReceipt === undefined;
  if (!right) return result(3, "the receipt is not possible");
  const doneAt = new Date(now.getTime() + PROCESSING).toISOString();
  payment.secondReceipt = { id: asked.id, total, doneAt };
  await save(payment);
  return result(0, "ok");
}

/** `Receipt/Status`. */
export function receiptStatus({ shop, clock, operations }: Ledger, text: string): object {
  const asked = Status.safeParse(contents(shop, text)).data;
  const receipt = asked && find(operations.values(), asked.id);
  if (!receipt) return { Code: "1000", Description: "Receipt not found" };
  const done = new Date(receipt.doneAt) <= clock.now();
  return { Code: done ? "2" : "1", Description: done ? "Done" : "Waiting" };
}

const find = (payments: Iterable<Payment>, id: string) =>
  [...payments].map(({ secondReceipt }) => secondReceipt).find((receipt) => receipt?.id === id);

const result = (code: number, description: string) => ({
  ResultCode: String(code),
  ResultDescription: description,
});

/** What a signed body says; undefined when it is not signed by the shop. */
function contents(shop: Shop, text: string): unknown {
  const [body = "", signature = ""] = text.trim().split(".");
  const digest = createHash(shop.hash).update(`${body}${shop.password1}`).digest("hex");
  if (Buffer.from(digest).toString("base64").replaceAll("=", "") !== signature) return undefined;
  try {
    return JSON.parse(Buffer.from(body, "base64url").toString());
  } catch {
    return undefined;
  }
}
