import type { Core } from "../platform/core.ts";
import type { Claimed } from "./lanes.ts";
import type { Operation, Target } from "./operation.ts";

/** The message an operation is about, if it is about one. */
export function targetOf(operation: Operation): Target | undefined {
  switch (operation.op) {
    case "send":
      return operation.replyTo;
    case "notice":
      return operation.replaces ?? operation.replyTo;
    case "edit":
    case "delete":
    case "react":
    case "pin":
      return operation.target;
    case "openTopic":
    case "renameTopic":
      return undefined;
  }
}

/** Finds what the messenger calls a target, now that everything before it in the lane is done. */
export async function resolveTarget(
  core: Core,
  target: Target | undefined,
  { channel, chat }: Pick<Claimed, "channel" | "chat">,
): Promise<string | null> {
  if (!target) return null;
  if ("external" in target) return target.external;
  if ("operation" in target) {
    const done = await core.db.delivery.findUnique({
      where: { id: target.operation },
      select: { externalIds: true, channel: true },
    });
    // What stands in the person's other messenger cannot be quoted or changed from here.
    return done?.channel === channel ? (done.externalIds[0] ?? null) : null;
  }
  const { message, part = 0 } = target;
  // A message that was sent again after an uncertain delivery stands there twice: the later one counts.
  const copies = await core.db.messageCopy.findMany({
    where: { messageId: message, channel, chat, part: { in: [part, 0] } },
    select: { externalId: true, part: true },
  });
  const copy = copies.findLast((c) => c.part === part) ?? copies.at(-1);
  return copy?.externalId ?? null;
}

/** The topic that an operation belongs in: as a rule that of its lane. */
export async function resolveTopic(
  core: Core,
  operation: Operation,
  { personId, laneId, topic }: Pick<Claimed, "personId" | "laneId" | "topic">,
): Promise<string | null> {
  const conversationId =
    operation.op === "renameTopic"
      ? operation.conversation
      : "topic" in operation
        ? operation.topic
        : undefined;
  if (!conversationId) return null;
  if (conversationId === laneId) return topic;
  const desk = await core.db.desk.findUnique({
    where: { conversationId_staffId: { conversationId, staffId: personId } },
    select: { topic: true },
  });
  return desk?.topic ?? null;
}
