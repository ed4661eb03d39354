import { sameMoney, type Money } from "../../../platform/money.ts";
import type { Outcome, Refund, RefundState } from "../../gateway.ts";
import { call, refusal, type Client } from "./call.ts";
import { parseRef } from "./ref.ts";
import { inquire } from "./state.ts";

/** Why a reversal is refused, by codes that a person can do something about. */
const reasons: Readonly<Record<number, string>> = {
  [-61]: "not_captured",
  // The terminal's settings name no address of ours.
  [-62]: "no_terminal_ip",
  [-63]: "too_late",
};

/**
 * Gives a payment back: `reverse.json`, whole and within half an hour of being paid. Later, or a part, is for a person,
 * at ZarinPal. There are no keys: the state is read first, so that what went back is not asked for again.
 */
export async function reverse(client: Client, text: string, money: Money): Promise<Outcome<Refund>> {
  const ref = parseRef(text);
  if (!ref) return { declined: "not_captured" };
  if (!sameMoney(ref.money, money)) return { declined: "only_whole" };
  const status = await inquire(client, ref);
  if (!("ok" in status)) return status;
  if (status.ok === "REVERSED") return { ok: { ref: text, state: "done" } };
  if (status.ok !== "VERIFIED" && status.ok !== "PAID") return { declined: "not_captured" };
  const told = await call(client, "reverse", { authority: ref.authority });
  if (!told) return { unknown: true };
  if (told.code === 100) return { ok: { ref: text, state: "done" } };
  const reason = reasons[told.code];
  return reason === undefined ? refusal(told) : { declined: reason };
}

/** A reversal has no name of its own: its payment tells. */
export async function fetchReversal(client: Client, text: string): Promise<Outcome<RefundState>> {
  const ref = parseRef(text);
  if (!ref) return { declined: "not_found" };
  const status = await inquire(client, ref);
  if (!("ok" in status)) return status;
  return status.ok === "REVERSED" ? { ok: "done" } : { declined: "not_found" };
}
