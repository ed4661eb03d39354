import { announce } from "../consultations/announce.ts";
import { hearers } from "../consultations/duty.ts";
import { tellOwner } from "../consultations/tell.ts";
import type { Correspondence } from "../messaging/correspondence.ts";
import { cancelTimers, setTimer } from "../platform/timers.ts";
import type { Core } from "../platform/core.ts";
import { contactName } from "./contact.ts";

/** When operators are reminded of someone who waits, minutes; with the last the person is told, too. */
export const REMIND_AT = [5, 15] as const;

const key = (conversation: string, minute: number) => `support:${conversation}:remind${minute}`;

/**
 * Somebody writes to support: a closed conversation opens, one that nobody answers joins the operators' queue. The
 * row is locked until the commit. Returns it as it is now.
 */
export async function supportWaits(core: Core, { id }: Correspondence): Promise<Correspondence> {
  const now = core.clock.now();
  const rows = await core.db.$queryRaw<(Correspondence & { fresh: boolean })[]>`
    with held as (select id, waiting_since from conversation where id = ${id}::uuid and kind = 'support' for no key update)
    update conversation c
    set open = true, waiting_since = case when c.staff_id is null then coalesce(c.waiting_since, ${now}) end
    from held where c.id = held.id
    returning c.id, c.kind::text as kind, c.owner_id as "ownerId", c.staff_id as "staffId", c.open,
      held.waiting_since is null and c.staff_id is null as fresh`;
  const [row] = rows;
  if (!row) throw new Error("no such support conversation");
  const { fresh, ...conversation } = row;
  if (fresh) await beginSupportWait(core, conversation, now);
  return conversation;
}

/** Tells the operators on duty that someone waits since `since`, and the person what to expect. */
export async function beginSupportWait(
  core: Core,
  { id, ownerId }: Correspondence,
  since: Date,
  why: "wrote" | "returned" = "wrote",
): Promise<void> {
  const operators = await supportHearers(core);
  await announceSupport(core, id, since, 0);
  for (const minute of REMIND_AT)
    await setTimer(core, {
      key: key(id, minute),
      kind: "support.remind",
      dueAt: new Date(since.getTime() + minute * 60_000),
      payload: { conversation: id, minute },
    });
  await tellOwner(
    core,
    { ownerId, conversationId: id },
    why === "wrote"
      ? { kind: "supportReceived", conversation: id, onDuty: operators.length > 0 }
      : { kind: "supportReturned", conversation: id },
  );
}

export async function announceSupport(core: Core, id: string, since: Date, waited: number): Promise<void> {
  const name = await contactName(core, id);
  await announce(core, id, await supportHearers(core), () => ({
    kind: "deskSupportWaits",
    conversation: id,
    name,
    since: since.toISOString(),
    waited,
  }));
}

export const endSupportWait = (core: Core, id: string): Promise<void> =>
  cancelTimers(core, ...REMIND_AT.map((minute) => key(id, minute)));

/** Operators answer; an administrator may. */
const supportHearers = (core: Core) => hearers(core, "operator", "administrator");
