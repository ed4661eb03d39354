import type { Core } from "../platform/core.ts";
import type { Claimed } from "./lanes.ts";
import { leave } from "./leave.ts";
import type { DeliveryNotice, Notice, Refusal } from "./notice.ts";
import type { Operation } from "./operation.ts";
import { queue } from "./outbox.ts";
import { turnAway } from "./reach.ts";

/** What did not get there, or perhaps not, leaves the queue, and whoever wrote it is told. */
export async function unsent(
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
  notice: Notice,
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
