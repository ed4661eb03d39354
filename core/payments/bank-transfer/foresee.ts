import { needsNoMoney } from "../../orders/states.ts";
import type { Core } from "../../platform/core.ts";
import { oddity, readLine, type StatementLine, type SuspenseReason } from "./confirm.ts";

/** What would become of a transfer, as things stand. `exact`: it pays its order; `surplus`: it is to go back. */
export type Foreseen =
  | "exact"
  | "surplus"
  | SuspenseReason
  | "already_confirmed"
  | "unknown_reference"
  | "invalid";

/** What `confirmTransfer` would find now. Reads only. */
export async function foreseeTransfer(core: Core, line: StatementLine): Promise<Foreseen> {
  const read = await readLine(core, line);
  if ("kind" in read) return read.kind;
  const { found, bankRef, day, timeZone } = read;
  if ((await core.db.bankTransfer.count({ where: { bankRef } })) > 0) return "already_confirmed";
  const odd = oddity(found, line, day, timeZone);
  if (odd) return odd;
  const { state } = await core.db.order.findUniqueOrThrow({ where: { id: found.orderId } });
  return needsNoMoney(state) ? "surplus" : "exact";
}
