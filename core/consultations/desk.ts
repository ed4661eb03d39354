import type { Core } from "../platform/core.ts";
import { queue } from "../messaging/outbox.ts";

/** How topics are called: by what everybody calls the case, and how it stands. Words of no language. */
export const topicName = {
  open: ({ number, pet, owner }: { number: number; pet: string; owner: string }) =>
    owner ? `#${number} ${pet} · ${owner}` : `#${number} ${pet}`,
  done: ({ number, pet }: { number: number; pet: string }) => `✅ #${number} ${pet}`,
  returned: ({ number, pet }: { number: number; pet: string }) => `↩️ #${number} ${pet}`,
  support: (name: string | null) => (name ? `💬 ${name}` : "💬"),
  supportDone: (name: string | null) => (name ? `✅ 💬 ${name}` : "✅ 💬"),
};

/**
 * Gives a conversation its place in the chat of the member of staff who took it: a topic, opened or (taken before)
 * renamed. In a chat without topics there is only the row, by which the conversation is found.
 */
export async function openDesk(
  core: Core,
  staffId: string,
  conversationId: string,
  name: string,
): Promise<void> {
  const key = { conversationId_staffId: { conversationId, staffId } };
  const { topics } = await core.db.staff.findUniqueOrThrow({
    where: { id: staffId },
    select: { topics: true },
  });
  const desk = await core.db.desk.upsert({
    where: key,
    create: { conversationId, staffId },
    update: { awaiting: null },
  });
  if (!topics) return;
  if (desk.operationId) return rename(core, staffId, conversationId, name);
  const operationId = await queue(core, {
    to: staffId,
    channel: "staff",
    conversation: conversationId,
    operation: { op: "openTopic", conversation: conversationId, name },
  });
  await core.db.desk.update({ where: key, data: { operationId } });
}

/** Renames the topic of a conversation, where there is one, and forgets what was asked for in it. */
export async function closeDesk(
  core: Core,
  staffId: string,
  conversationId: string,
  name: string,
): Promise<void> {
  const desk = await core.db.desk.findUnique({
    where: { conversationId_staffId: { conversationId, staffId } },
  });
  const staff = await core.db.staff.findUniqueOrThrow({ where: { id: staffId }, select: { topics: true } });
  if (desk?.awaiting) await awaitAtDesk(core, staffId, conversationId, null);
  if (desk?.operationId && staff.topics) await rename(core, staffId, conversationId, name);
}

async function rename(core: Core, staffId: string, conversationId: string, name: string): Promise<void> {
  await queue(core, {
    to: staffId,
    channel: "staff",
    conversation: conversationId,
    operation: { op: "renameTopic", conversation: conversationId, name },
  });
}

/** What the next message at a desk is, if it is not an answer to the owner. */
export type Awaited = "conclusion" | "decline" | "note" | AwaitedAnswer;

/** A canned answer of one's own: a new one, or another text for the one of this number. */
export type AwaitedAnswer = "answer" | `answer:${number}`;

/**
 * Sets (or with null forgets) what the next message at a desk is. Each topic may ask for something; beside the topics
 * there is one open question at a time.
 */
export async function awaitAtDesk(
  core: Core,
  staffId: string,
  conversationId: string,
  awaiting: Awaited | null,
): Promise<void> {
  if (awaiting) await awaitNothingBeside(core, staffId);
  await core.db.desk.updateMany({ where: { staffId, conversationId }, data: { awaiting } });
}

/**
 * Sets what the next message beside all topics is, which is for no case: a canned answer, or (`money`) a step of the
 * cashier's draft.
 */
export async function awaitBeside(
  core: Core,
  staffId: string,
  awaiting: AwaitedAnswer | "money",
): Promise<void> {
  await awaitNothingBeside(core, staffId);
  await core.db.staff.updateMany({ where: { id: staffId }, data: { awaiting } });
}

/** Forgets what was asked for beside the topics. False: nothing was. */
export async function awaitNothingBeside(core: Core, staffId: string): Promise<boolean> {
  const asked = { awaiting: { not: null } } as const;
  const forget = { awaiting: null };
  const desks = await core.db.desk.updateMany({ where: { staffId, topic: null, ...asked }, data: forget });
  const beside = await core.db.staff.updateMany({ where: { id: staffId, ...asked }, data: forget });
  return desks.count + beside.count > 0;
}

/** Which canned answer a message is to become; undefined when it is none. `number` undefined: a new one. */
export function awaitedAnswer(
  awaiting: string | null | undefined,
): { readonly number: number | undefined } | undefined {
  const found = /^answer(?::(\d+))?$/.exec(awaiting ?? "");
  return found ? { number: found[1] === undefined ? undefined : Number(found[1]) } : undefined;
}
