import type { Channel } from "../../prisma/generated/enums.ts";
import { sealJson } from "../platform/sealed.ts";
import type { Core } from "../platform/core.ts";
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
  const id = core.ids();
  const now = core.clock.now();
  const { operation } = item;
  const files = [...(item.files ?? []), ...(operation.op === "send" ? filesOf(operation.content) : [])];
  if (operation.op === "edit" && operation.photo) files.push(operation.photo);
  const channel =
    item.channel ??
    (await core.db.person.findUniqueOrThrow({ where: { id: item.to }, select: { channel: true } })).channel;
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
