import * as z from "zod";
import type { Outcome, Snapshot } from "../../gateway.ts";
import { call, refusal, type Client } from "./call.ts";
import { parseRef, type Ref } from "./ref.ts";

const Inquiry = z.object({ status: z.enum(["IN_BANK", "PAID", "VERIFIED", "FAILED", "REVERSED"]) });
export type Status = z.infer<typeof Inquiry>["status"];

const Verified = z.object({ fee_type: z.string().optional(), fee: z.int().min(0).optional() });
const Referenced = z.object({ ref_id: z.union([z.int().transform(String), z.string().regex(/^\d{1,20}$/)]) });

/** No such payment, by codes: -54 an authority that is none or too old, -55 a session that is not there. */
const nowhere: readonly number[] = [-54, -55];

/** How a payment stands: `inquiry.json`. */
export async function inquire(client: Client, { authority }: Ref): Promise<Outcome<Status | "absent">> {
  const told = await call(client, "inquiry", { authority });
  if (!told) return { unknown: true };
  if (nowhere.includes(told.code)) return { ok: "absent" };
  if (told.code < 0) return refusal(told);
  const { data } = Inquiry.safeParse(told.data);
  return data ? { ok: data.status } : { unknown: true };
}

/**
 * The state of a payment. One that was paid is verified by being read: ZarinPal knows no other way to take it, and gives
 * the money back to the payer when nobody does so in time. So whoever looks in time, the payer who comes back or the
 * reconciler, has taken it; what an order does not need goes back like every other surplus.
 */
export async function fetchPayment(client: Client, text: string): Promise<Outcome<Snapshot>> {
  const ref = parseRef(text);
  if (!ref) return { ok: { state: "absent" } };
  const status = await inquire(client, ref);
  if (!("ok" in status)) return status;
  switch (status.ok) {
    case "absent":
      return { ok: { state: "absent" } };
    case "IN_BANK":
      return { ok: { state: "pending" } };
    case "FAILED":
      return { ok: { state: "voided" } };
    case "REVERSED":
      return { ok: { state: "returned" } };
    case "PAID":
    case "VERIFIED":
      return verify(client, ref);
  }
}

/** The bank's reference of a payment that was verified, which every later verification tells again. */
export async function referenceOf(client: Client, { authority, money }: Ref): Promise<Outcome<string>> {
  const told = await call(client, "verify", { amount: money.amount, authority });
  if (!told) return { unknown: true };
  if (told.code !== 100 && told.code !== 101) return { declined: "not_captured" };
  const { data } = Referenced.safeParse(told.data);
  return data ? { ok: data.ref_id } : { declined: "no_session" };
}

/** `verify.json`: 100 the first time, 101 for ever after, both with what ZarinPal keeps. */
async function verify(client: Client, { authority, money }: Ref): Promise<Outcome<Snapshot>> {
  const told = await call(client, "verify", { amount: money.amount, authority });
  if (!told) return { unknown: true };
  switch (told.code) {
    case 100:
    case 101: {
      const { fee_type: paidBy, fee } = Verified.safeParse(told.data).data ?? {};
      // "Payer": it was added to what the payer gave, and is not ours.
      return { ok: { state: "captured", money, fee: paidBy === "Merchant" ? fee : undefined } };
    }
    case -51:
      // Not paid after all; it may yet be.
      return { ok: { state: "pending" } };
    default:
      return refusal(told);
  }
}
