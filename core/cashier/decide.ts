import type { MoneyRequest as Row } from "../../prisma/generated/client.ts";
import { transact, type Core } from "../platform/core.ts";
import { cancelTimers, type TimerHandler } from "../platform/timers.ts";
import { holdMembership, staffOf } from "../staff/members.ts";
import { audit } from "./audit.ts";
import { carryOut, isRefusal, type Outcome } from "./carry.ts";
import { expiry, sealedOf, tell, type Sealed } from "./requests.ts";
import { weigh } from "./weigh.ts";

export type Decided =
  | { readonly kind: "approved"; readonly number: number; readonly outcome: Outcome }
  | { readonly kind: "declined"; readonly number: number }
  /** It was decided before, or its day is over. */
  | {
      readonly kind: "over";
      readonly state: Row["state"];
      readonly number: number;
      readonly by: string | null;
    }
  /** One's own request is for somebody else to decide about. */
  | { readonly kind: "own" }
  | { readonly kind: "unknown" | "not_allowed" };

/**
 * A second person, another cashier or an administrator, lets a request be done, or not. Of two at once one decides; what
 * is approved is carried out in the same transaction, for whom it was asked by.
 */
export function decide(
  core: Core,
  staff: string,
  id: string,
  verdict: "approve" | "decline",
): Promise<Decided> {
  return transact(core, async (core): Promise<Decided> => {
    await holdMembership(core, staff);
    const member = await staffOf(core, staff);
    if (!member?.roles.some((role) => role === "cashier" || role === "administrator"))
      return { kind: "not_allowed" };
    const row = await lock(core, id);
    if (!row) return { kind: "unknown" };
    const { number, state } = row;
    if (state !== "waiting" || row.expiresAt <= core.clock.now()) {
      const by = row.decidedBy?.name ?? null;
      return { kind: "over", state: state === "waiting" ? "expired" : state, number, by };
    }
    if (row.askedById === staff) return { kind: "own" };
    const { action, facts } = sealedOf(core, row);
    if (verdict === "decline") {
      await end(core, row, { state: "declined", staff, by: member.name, outcome: null });
      return { kind: "declined", number };
    }
    const subject = await weigh(core, action);
    const outcome = await carryOut(core, row.askedById, id, action);
    // What it was asked for may have changed its worth since; the trail has what was done.
    const done = { ...row, facts: subject?.facts ?? facts, subject };
    const how = isRefusal(outcome) ? "failed" : "approved";
    await end(core, done, { state: how, staff, by: member.name, outcome });
    return { kind: "approved", number, outcome };
  });
}

type Found = Row & { readonly decidedBy: { readonly name: string } | null };

async function lock(core: Core, id: string): Promise<Found | null> {
  await core.db.$queryRaw`select 1 from money_request where id = ${id}::uuid for no key update`;
  return core.db.moneyRequest.findUnique({
    where: { id },
    include: { decidedBy: { select: { name: true } } },
  });
}

interface End {
  readonly state: "approved" | "declined" | "expired" | "failed";
  /** Who decided; null: nobody did. */
  readonly staff: string | null;
  readonly by: string | null;
  readonly outcome: Outcome | null;
}

async function end(
  core: Core,
  row: Row & {
    readonly facts?: Sealed["facts"];
    readonly subject?: Awaited<ReturnType<typeof weigh>>;
  },
  { state, staff, by, outcome }: End,
): Promise<void> {
  const { id, number, subject } = row;
  const facts = row.facts ?? sealedOf(core, row).facts;
  const order = await core.db.order.findUnique({ where: { number: facts.order }, select: { id: true } });
  await core.db.moneyRequest.update({
    where: { id },
    data: { state, decidedById: staff, decidedAt: core.clock.now() },
  });
  await cancelTimers(core, expiry(id));
  await audit(core, {
    step: state,
    staff,
    order: order?.id,
    attempt: subject?.attempt,
    bankRef: facts.bankRef,
    request: id,
    details: { facts, request: number, ...(outcome && { outcome }) },
  });
  await tell(core, row.askedById, { kind: "moneyDecided", number, state, by, outcome, facts });
}

/** A request's day is over: it is not to be done any more, and who asked is told. */
const expire: TimerHandler = (core, { request: id }) =>
  transact(core, async (core) => {
    const row = await lock(core, String(id));
    if (row?.state === "waiting")
      await end(core, row, { state: "expired", staff: null, by: null, outcome: null });
  });

export const timers: Readonly<Record<string, TimerHandler>> = { moneyRequestExpire: expire };
