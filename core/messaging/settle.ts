import { transact, type Core } from "../platform/core.ts";
import { again, MAX_TRIES, pauseChats, waitFor } from "./again.ts";
import { abilities } from "./channels.ts";
import { placeCopies } from "./copies.ts";
import type { Claimed } from "./lanes.ts";
import { held, leave } from "./leave.ts";
import type { Outcome } from "./messenger.ts";
import type { Notice } from "./notice.ts";
import { noteChoices } from "./offers.ts";
import type { Operation } from "./operation.ts";
import { tellSender, undelivered, unsent } from "./undelivered.ts";
import { closeWindow, waits } from "./window.ts";

/** How long after an unknown outcome it is tried again: time for the connection to recover. */
const REPEAT_MS = 5_000;

/** What became of an operation. *waits*: the person was invited to write, and it goes when they have. */
export type Settled = Outcome | { readonly kind: "waits" };

/**
 * Of a message that was not delivered its author hears for certain, though perhaps more than once: so many kills of our
 * processes in a row do not happen.
 */
const FATE_DOUBTS = 8;

/** How often nobody may know what became of an operation before it is given up: done again, it may be seen once more. */
export function doubtsAllowed(operation: Operation): number {
  switch (operation.op) {
    case "send":
    case "openTopic":
      return 1;
    case "notice":
      return isFate(operation.notice) ? FATE_DOUBTS : 1;
    // Nothing of these is seen twice.
    case "edit":
    case "delete":
    case "react":
    case "pin":
    case "renameTopic":
      return MAX_TRIES;
  }
}

const isFate = ({ kind }: Notice): boolean => kind === "notDelivered" || kind === "uncertain";

/**
 * Writes down what became of an operation, in one transaction: it leaves the queue, waits for its next try, or is
 * shown to whoever wrote it. After an unknown outcome a send is repeated once, then reported as uncertain; what may be
 * repeated without harm is repeated for longer.
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
        if (outcome.chat) return pauseChats(core, [{ row, ms: outcome.ms }]);
        return again(core, row, waitFor(row, outcome.ms), row.unknowns);
      case "closed":
        await closeWindow(core, row);
        return again(core, row, 0, row.unknowns);
      case "waits":
        return waits(core, row, operation);
      case "unknown":
        if (row.unknowns < doubtsAllowed(operation) && row.tries < MAX_TRIES)
          return again(core, row, REPEAT_MS, row.unknowns + 1);
        return unsent(core, row, operation, { outcome: "uncertain", reason: null });
      case "refused":
        if (outcome.reason === "topic_gone") return withoutTopic(core, row, operation);
        return unsent(core, row, operation, { outcome: "refused", reason: outcome.reason });
    }
  });
}

/** Could not be done now, for a reason of its own: not because the whole chat has to wait. */
const isHindered = (outcome: Settled): boolean =>
  outcome.kind === "unknown" || (outcome.kind === "later" && !outcome.chat);

/** What is not worth a second try, nor an administrator's look: the lane goes on. Metrics have counted it. */
const letGo = (core: Core, row: Claimed): Promise<void> =>
  leave(core, row, { outcome: "refused", reason: "rejected", externalIds: [], sealed: null });

async function sent(
  core: Core,
  row: Claimed,
  operation: Operation,
  outcome: Extract<Outcome, { kind: "sent" }>,
): Promise<void> {
  const { externalIds } = outcome;
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
  if (!abilities[row.channel].buttons) await noteChoices(core, row, operation, outcome);
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

/** An operation whose box does not open (its key was taken away): the lane goes on, the sender is told. */
export function discard(core: Core, claimed: Claimed): Promise<void> {
  return transact(core, async (core) => {
    const row = await held(core, claimed);
    if (!row) return;
    await leave(core, row, { outcome: "refused", reason: "rejected", externalIds: [], sealed: null });
    if (row.messageId) await tellSender(core, row, undelivered(row, "unreadable"));
  });
}
