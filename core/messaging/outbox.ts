import type { Channel } from "../../prisma/generated/enums.ts";
import { sealJson } from "../platform/sealed.ts";
import type { Core } from "../platform/core.ts";
import { rowsOf } from "../platform/rows.ts";
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

/** One whose messenger is settled. */
export type Bound = Queued & { readonly channel: Channel };

/**
 * Queues an operation. It is performed after the commit, in order within its lane; the id names its result for
 * later operations.
 */
export async function queue(core: Core, item: Queued): Promise<string> {
  const channel =
    item.channel ??
    (await core.db.person.findUniqueOrThrow({ where: { id: item.to }, select: { channel: true } })).channel;
  const [first, ...rest] = singly(item.operation, channel);
  const [id] = await queueAll(
    core,
    [first, ...rest].map((operation): Bound => ({ ...item, channel, operation })),
  );
  if (id === undefined) throw new Error("an operation without an id");
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

/** Queues operations, of whatever lanes, in the order given, and returns their ids. */
export async function queueAll(core: Core, items: readonly Bound[]): Promise<string[]> {
  if (items.length === 0) return [];
  const now = core.clock.now();
  const rows = items.map((item) => ({ ...item, id: core.ids() }));
  await rowsOf(core.db)`
    insert into outbox (id, person_id, lane_id, channel, sealed, message_id, part, file_ids, created_at, due_at)
    select id, person_id, lane_id, channel, sealed, message_id, part, string_to_array(files, ',')::uuid[],
      ${now}::timestamptz, ${now}::timestamptz
    from unnest(
      ${rows.map(({ id }) => id)}::uuid[],
      ${rows.map(({ to }) => to)}::uuid[],
      ${rows.map(({ conversation, to }) => conversation ?? to)}::uuid[],
      ${rows.map(({ channel }) => channel)}::channel[],
      ${rows.map(({ id, operation }) => sealJson(core.keys, `outbox:${id}`, operation))}::bytea[],
      ${rows.map(({ message }) => message?.id ?? null)}::uuid[],
      ${rows.map(({ message }) => message?.part ?? 0)}::int[],
      ${rows.map((row) => filesFor(row).join(","))}::text[]
    ) with ordinality r (id, person_id, lane_id, channel, sealed, message_id, part, files, n)
    order by n`;
  core.wake("deliveries");
  return rows.map(({ id }) => id);
}

/** Files that an operation cannot be performed without. */
function filesFor({ files = [], operation }: Queued): readonly string[] {
  if (operation.op === "send") return [...files, ...filesOf(operation.content)];
  return operation.op === "edit" && operation.photo ? [...files, operation.photo] : files;
}
