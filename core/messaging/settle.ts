import { transact, type Core } from "../platform/core.ts";
import { abilities } from "./channels.ts";
import { keepChoices, type Choice } from "./choices.ts";
import { placeCopies } from "./copies.ts";
import type { Claimed } from "./lanes.ts";
import type { Outcome } from "./messenger.ts";
import type { DeliveryNotice, Refusal } from "./notice.ts";
import type { Operation } from "./operation.ts";
import { queue } from "./outbox.ts";
import { turnAway } from "./reach.ts";

/**
 * An operation that could not be performed now is tried again: a few times as soon as the messenger says, then every
 * half minute. 126 tries are about an hour: who has been away for longer finds it refused, with *Retry*.
 */
const QUICK_TRIES = 6;
const SLOW_MS = 30_000;
export const MAX_TRIES = 126;
/**
 * Who has to write first is invited once a day. Who has not answered after three days will not: what waited is refused,
 * with *Retry*.
 */
const INVITED_MS = 24 * 3_600_000;
const PATIENCE_MS = 3 * INVITED_MS;
/** How long after an unknown outcome the one repeat is sent: time for the connection to recover. */
const REPEAT_MS = 5_000;

/** What became of an operation. *waits*: the person was invited to write, and it goes when they have. */
export type Settled = Outcome | { readonly kind: "waits" };

/** Whether an operation may be performed twice without harm: nothing is seen twice. */
export const repeatable = ({ op }: Operation): boolean =>
  op !== "send" && op !== "notice" && op !== "openTopic";

/**
 * Writes down what became of an operation, in one transaction: it leaves the queue, waits for its next try, or is
 * shown to whoever wrote it. Operations that may be repeated without harm are, after an unknown outcome; a send is
 * repeated once, then reported as uncertain.
 */
export function settle(core: Core, claimed: Claimed, operation: Operation, outcome: Settled): Promise<void> {
  return transact(core, async (core) => {
    const row = await held(core, claimed);
    if (!row) return;
    if (operation.op === "pin" && isHindered(outcome)) return letGo(core, row);
    switch (outcome.kind) {
      case "sent":
        return sent(core, row, operation, outcome);
      case "later":
        if (row.tries >= MAX_TRIES)
          return unsent(core, row, operation, { outcome: "refused", reason: "rejected" });
        if (outcome.chat) await pauseChat(core, row, outcome.ms);
        return again(core, row, waitFor(row, outcome), row.unknowns);
      case "closed":
        await closeWindow(core, row);
        return again(core, row, 0, row.unknowns);
      case "waits":
        return waits(core, row, operation);
      case "unknown":
        if (repeatable(operation) && row.tries < MAX_TRIES) return again(core, row, REPEAT_MS, row.unknowns);
        if (row.unknowns === 0) return again(core, row, REPEAT_MS, 1);
        return unsent(core, row, operation, { outcome: "uncertain", reason: null });
      case "refused":
        if (outcome.reason === "topic_gone") return withoutTopic(core, row, operation);
        return unsent(core, row, operation, { outcome: "refused", reason: outcome.reason });
    }
  });
}

/**
 * An operation as it stands now, held until the commit: while it was under way its person may have become another
 * (core/accounts/link). Undefined: it was taken out of the queue.
 */
async function held(core: Core, row: Claimed): Promise<Claimed | undefined> {
  const [now] = await core.db.$queryRaw<Pick<Claimed, "personId" | "laneId">[]>`
    select person_id as "personId", lane_id as "laneId" from outbox where id = ${row.id}::uuid for update`;
  return now && { ...row, ...now };
}

/** Could not be done now, for a reason of its own: not because the whole chat has to wait. */
const isHindered = (outcome: Settled): boolean =>
  outcome.kind === "unknown" || (outcome.kind === "later" && !outcome.chat);

/** What is not worth a second try, nor an administrator's look: the lane goes on. Metrics have counted it. */
const letGo = (core: Core, row: Claimed): Promise<void> =>
  leave(core, row, { outcome: "refused", reason: "rejected", externalIds: [], sealed: null });

/** 429 says how long; after anything else the wait grows. */
const waitFor = ({ tries }: Claimed, { ms, chat }: { readonly ms: number; readonly chat: boolean }): number =>
  chat || tries < QUICK_TRIES ? ms : Math.max(ms, SLOW_MS);

/** An operation whose box does not open (its key was taken away): the lane goes on, the sender is told. */
export function discard(core: Core, claimed: Claimed): Promise<void> {
  return transact(core, async (core) => {
    const row = await held(core, claimed);
    if (!row) return;
    await leave(core, row, { outcome: "refused", reason: "rejected", externalIds: [], sealed: null });
    if (row.messageId) await tellSender(core, row, undelivered(row, "unreadable"));
  });
}

const keyOf = ({ personId, laneId, seq }: Claimed) => ({ personId_laneId_seq: { personId, laneId, seq } });

async function again(core: Core, row: Claimed, ms: number, unknowns: number): Promise<void> {
  const dueAt = new Date(core.clock.now().getTime() + ms);
  await core.db.outbox.update({ where: keyOf(row), data: { leaseUntil: null, dueAt, unknowns } });
}

/** From now on the person has to write before we may (window.ts). */
export async function closeWindow(
  core: Core,
  { personId, channel }: Pick<Claimed, "personId" | "channel">,
): Promise<void> {
  const windowUntil = core.clock.now();
  await core.db.identity.updateMany({ where: { personId, channel }, data: { windowUntil } });
}

/** The whole chat waits; when the person writes, it goes on at once. Its author is told, once. */
async function waits(core: Core, row: Claimed, operation: Operation): Promise<void> {
  const age = core.clock.now().getTime() - row.createdAt.getTime();
  if (age >= PATIENCE_MS) return unsent(core, row, operation, { outcome: "refused", reason: "window" });
  await pauseChat(core, row, INVITED_MS);
  await again(core, row, 0, row.unknowns);
  if (age < INVITED_MS && row.messageId && operation.op === "send")
    await tellSender(core, row, { kind: "waits" });
}

async function pauseChat(core: Core, row: Claimed, ms: number): Promise<void> {
  const pausedUntil = new Date(core.clock.now().getTime() + ms);
  await core.db.identity.updateMany({
    where: { personId: row.personId, channel: row.channel },
    data: { pausedUntil },
  });
}

async function sent(
  core: Core,
  row: Claimed,
  operation: Operation,
  { externalIds, choices = [] }: Extract<Outcome, { kind: "sent" }>,
): Promise<void> {
  const sealed = abilities[row.channel].failsLate ? row.sealed : null;
  await leave(core, row, { outcome: "sent", reason: null, externalIds, sealed });
  if (operation.op === "openTopic") {
    await core.db.desk.updateMany({
      where: { conversationId: operation.conversation, staffId: row.personId },
      data: { topic: externalIds[0] ?? null },
    });
  }
  if (row.messageId && operation.op === "send") {
    const places = externalIds.map((externalId) => ({ channel: row.channel, chat: row.chat, externalId }));
    await placeCopies(core, row.messageId, places, { original: false, firstPart: row.part });
  }
  if (!abilities[row.channel].buttons) await noteChoices(core, row, operation, externalIds.at(-1), choices);
}

/** Where there are no buttons: what this message offers, and what it makes of earlier offers. */
async function noteChoices(
  core: Core,
  row: Claimed,
  operation: Operation,
  externalId: string | undefined,
  choices: readonly Choice[],
): Promise<void> {
  const { personId, channel } = row;
  // Somebody's own words came last, or a question: a number is now an answer to that.
  const asks = row.messageId !== null || ("asks" in operation && operation.asks !== undefined);
  if (externalId !== undefined) await keepChoices(core, { personId, channel }, { externalId, choices, asks });
}

/** The chat lost its topics (or never had them): go on without, by case number. */
async function withoutTopic(core: Core, row: Claimed, operation: Operation): Promise<void> {
  await core.db.staff.updateMany({ where: { id: row.personId }, data: { topics: false } });
  await core.db.desk.updateMany({ where: { staffId: row.personId }, data: { topic: null } });
  // A topic that cannot be opened or renamed is done with; what was to be said there is said in the chat itself.
  if (operation.op === "openTopic" || operation.op === "renameTopic")
    return leave(core, row, { outcome: "refused", reason: "topic_gone", externalIds: [], sealed: null });
  return again(core, row, 0, row.unknowns);
}

async function unsent(
  core: Core,
  row: Claimed,
  operation: Operation,
  { outcome, reason }: { outcome: "refused" | "uncertain"; reason: Refusal | null },
): Promise<void> {
  await leave(core, row, { outcome, reason, externalIds: [], sealed: row.sealed });
  if (reason === "blocked") await noteBlocked(core, row);
  // Reactions and corrections that fail are not worth a message; what was said is.
  if (row.messageId && operation.op === "send") await tellSender(core, row, undelivered(row, reason));
}

export async function noteBlocked(
  core: Core,
  { personId, channel }: Pick<Claimed, "personId" | "channel">,
): Promise<void> {
  const blockedAt = core.clock.now();
  await core.db.identity.updateMany({ where: { personId, channel }, data: { blockedAt } });
  await turnAway(core, personId, channel);
}

/** What the author of a message is told that did not arrive; without a reason nobody knows whether it did. */
export const undelivered = ({ id }: Pick<Claimed, "id">, reason: Refusal | null): DeliveryNotice =>
  reason
    ? { kind: "notDelivered", delivery: id, reason, retry: retryHelps(reason) }
    : { kind: "uncertain", delivery: id };

/** Says it to the author of the message, under the message. */
export async function tellSender(
  core: Core,
  row: Pick<Claimed, "messageId" | "part">,
  notice: DeliveryNotice,
): Promise<void> {
  const message = await core.db.message.findUnique({
    where: { id: row.messageId ?? "" },
    select: { id: true, authorId: true, side: true, conversationId: true },
  });
  if (!message || message.side === "service") return;
  await queue(core, {
    to: message.authorId,
    conversation: message.conversationId,
    operation: {
      op: "notice",
      notice,
      replyTo: { message: message.id, part: row.part },
      ...(message.side === "staff" && { topic: message.conversationId }),
    },
  });
}

const retryHelps = (reason: Refusal) =>
  reason === "blocked" || reason === "rejected" || reason === "missing_file" || reason === "window";

async function leave(
  core: Core,
  row: Claimed,
  {
    outcome,
    reason,
    externalIds,
    sealed,
  }: {
    outcome: "sent" | "refused" | "uncertain";
    reason: Refusal | null;
    externalIds: readonly string[];
    sealed: Uint8Array | null;
  },
): Promise<void> {
  await core.db.outbox.delete({ where: keyOf(row), select: { seq: true } });
  const { id, personId, laneId, messageId, part, channel, tries } = row;
  await core.db.delivery.create({
    data: {
      id,
      personId,
      laneId,
      messageId,
      part,
      channel,
      outcome,
      reason,
      externalIds: [...externalIds],
      tries,
      at: core.clock.now(),
      sealed: sealed && new Uint8Array(sealed),
    },
    select: { id: true },
  });
}
