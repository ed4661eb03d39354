import type { Channel } from "../../prisma/generated/enums.ts";
import { sealJson } from "../platform/sealed.ts";
import type { Core } from "../platform/core.ts";
import { abilities } from "./channels.ts";
import { filesOf } from "./content.ts";
import type { Operation } from "./operation.ts";

export interface Queued {
  /** The person it is for. */
  readonly to: string;
  /** The messenger; else the one the person last used. */
  readonly channel?: Channel;
  /** The conversation whose lane it takes; else the person's own lane. */
  readonly conversation?: string;
  readonly operation: Operation;
  /** The relayed message it shows, and which part of it. */
  readonly message?: { readonly id: string; readonly part?: number };
  /** Further files that must be stored first (a card's photo). Those of the content are found by themselves. */
  readonly files?: readonly string[];
}

/**
 * Queues an operation. It is performed after the commit, in order within its lane; the id names its result for
 * later operations.
 */
export async function queue(core: Core, item: Queued): Promise<string> {
  const channel =
    item.channel ??
    (await core.db.person.findUniqueOrThrow({ where: { id: item.to }, select: { channel: true } })).channel;
  const [first, ...rest] = singly(item.operation, channel);
  const id = await queueOne(core, { ...item, channel, operation: first });
  for (const operation of rest) await queueOne(core, { ...item, channel, operation });
  return id;
}

/** Where the messenger has no albums, the parts one by one. What is relayed comes in parts already (parts.ts). */
function singly(operation: Operation, channel: Channel): readonly [Operation, ...Operation[]] {
  if (operation.op !== "send" || operation.content.kind !== "album" || abilities[channel].album)
    return [operation];
  const [first, ...rest] = operation.content.parts.map((media): Operation => ({
    ...operation,
    content: { kind: "media", media },
  }));
  return first ? [first, ...rest] : [operation];
}

async function queueOne(core: Core, item: Queued & { readonly channel: Channel }): Promise<string> {
  const id = core.ids();
  const now = core.clock.now();
  const { operation, channel } = item;
  const files = [...(item.files ?? []), ...(operation.op === "send" ? filesOf(operation.content) : [])];
  if (operation.op === "edit" && operation.photo) files.push(operation.photo);
  await core.db.outbox.create({
    data: {
      id,
      personId: item.to,
      laneId: item.conversation ?? item.to,
      channel,
      sealed: sealJson(core.keys, `outbox:${id}`, operation),
      messageId: item.message?.id ?? null,
      part: item.message?.part ?? 0,
      fileIds: files,
      createdAt: now,
      dueAt: now,
    },
    select: { seq: true },
  });
  core.wake("deliveries");
  return id;
}
