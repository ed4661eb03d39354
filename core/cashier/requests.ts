import type { MoneyRequest as Row } from "../../prisma/generated/client.ts";
import { queue } from "../messaging/outbox.ts";
import type { Core } from "../platform/core.ts";
import { openJson, sealJson } from "../platform/sealed.ts";
import { setTimer } from "../platform/timers.ts";
import { staffWithRole, type StaffMember } from "../staff/members.ts";
import type { ActionFacts, MoneyAction } from "./actions.ts";
import type { CashierNotice } from "./notices.ts";

/** A request waits for so long: by then somebody of another shift has seen it. */
const WAITS = 24 * 3_600_000;

/** What a second person is asked to let be done. */
export interface MoneyRequest {
  readonly id: string;
  readonly number: number;
  readonly askedBy: { readonly id: string; readonly name: string };
  readonly expiresAt: Date;
  readonly facts: ActionFacts;
}

/** The sealed part of a request. */
export interface Sealed {
  readonly action: MoneyAction;
  readonly facts: ActionFacts;
}

export const sealedOf = (core: Core, { id, sealed }: Row): Sealed =>
  openJson<Sealed>(core.keys, `money_request:${id}`, sealed);

/** Keeps what is to be decided about, and tells everybody else who may decide. Needs a transaction. */
export async function askSecond(
  core: Core,
  asker: StaffMember,
  id: string,
  action: MoneyAction,
  facts: ActionFacts,
): Promise<{ readonly request: MoneyRequest; readonly hearers: number }> {
  const askedAt = core.clock.now();
  const expiresAt = new Date(askedAt.getTime() + WAITS);
  const { amount, currency } = facts;
  const sealed: Sealed = { action, facts };
  const { number } = await core.db.moneyRequest.create({
    data: {
      id,
      sealed: sealJson(core.keys, `money_request:${id}`, sealed),
      amount,
      currency,
      askedById: asker.id,
      askedAt,
      expiresAt,
    },
    select: { number: true },
  });
  const payload = { request: id };
  await setTimer(core, { key: expiry(id), kind: "moneyRequestExpire", dueAt: expiresAt, payload });
  const hearers = (await deciders(core)).filter((decider) => decider !== asker.id);
  const request = { id, number, askedBy: { id: asker.id, name: asker.name }, expiresAt, facts };
  const until = expiresAt.toISOString();
  for (const hearer of hearers)
    await tell(core, hearer, { kind: "moneyRequested", request: id, number, by: asker.name, until, facts });
  return { request, hearers: hearers.length };
}

export const expiry = (id: string): string => `moneyRequest:${id}:expire`;

async function deciders(core: Core): Promise<string[]> {
  const cashiers = await staffWithRole(core, "cashier");
  const administrators = await staffWithRole(core, "administrator");
  return [...new Set([...cashiers, ...administrators].map(({ id }) => id))];
}

export async function tell(core: Core, to: string, notice: CashierNotice): Promise<void> {
  await queue(core, { to, channel: "staff", operation: { op: "notice", notice } });
}

const waiting = (core: Core) => ({ state: "waiting", expiresAt: { gt: core.clock.now() } }) as const;

/** What waits for a second person, the oldest first. */
export async function moneyRequests(core: Core, limit: number): Promise<MoneyRequest[]> {
  const rows = await core.db.moneyRequest.findMany({
    where: waiting(core),
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    take: limit,
    include: { askedBy: { select: { id: true, name: true } } },
  });
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    askedBy: row.askedBy,
    expiresAt: row.expiresAt,
    facts: sealedOf(core, row).facts,
  }));
}
