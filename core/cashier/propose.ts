import { transact, type Core } from "../platform/core.ts";
import { holdMembership, staffOf } from "../staff/members.ts";
import type { MoneyAction } from "./actions.ts";
import { audit } from "./audit.ts";
import { carryOut, isRefusal, type Outcome } from "./carry.ts";
import { needsSecond } from "./limits.ts";
import { askSecond, type MoneyRequest } from "./requests.ts";
import { weigh } from "./weigh.ts";

export type Proposed =
  | { readonly kind: "carried"; readonly outcome: Outcome }
  /** The sum is above the limit: it waits for a second person. */
  | { readonly kind: "asked"; readonly request: MoneyRequest; readonly hearers: number }
  | { readonly kind: "not_allowed" };

/**
 * A cashier does something about money, or, where the sum is above the limit, asks a second person to let it be done.
 * Either way the audit trail has it.
 * @param id names the decision: whatever is tried twice with it is done once
 */
export function propose(core: Core, staff: string, id: string, action: MoneyAction): Promise<Proposed> {
  return transact(core, async (core): Promise<Proposed> => {
    await holdMembership(core, staff);
    const member = await staffOf(core, staff);
    if (!member?.roles.includes("cashier")) return { kind: "not_allowed" };
    const weighed = await weigh(core, action);
    const subject = {
      staff,
      order: weighed?.order,
      attempt: weighed?.attempt,
      bankRef: weighed?.bankRef,
    };
    if (weighed && needsSecond(core, weighed.weight)) {
      const { request, hearers } = await askSecond(core, member, id, action, weighed.facts);
      const details = { facts: weighed.facts, request: request.number };
      await audit(core, { ...subject, step: "asked", request: request.id, details });
      return { kind: "asked", request, hearers };
    }
    // What cannot be weighed is refused here, in words of its own.
    const outcome = await carryOut(core, staff, id, action);
    const step = isRefusal(outcome) ? "refused" : "done";
    const tried = weighed ? { facts: weighed.facts } : { action: action.kind };
    const bankRef = subject.bankRef ?? bankRefOf(action);
    await audit(core, { ...subject, bankRef, step, details: { ...tried, outcome } });
    return { kind: "carried", outcome };
  });
}

/** Of what was refused before it could be weighed the trail has which transfer it was about. */
function bankRefOf(action: MoneyAction): string | undefined {
  if (action.kind === "confirm") return action.line.bankReference;
  return "odd" in action && "bankRef" in action.odd ? action.odd.bankRef : undefined;
}
