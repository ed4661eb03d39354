import type { Core } from "../platform/core.ts";
import type { Content, Media } from "./content.ts";
import type { Claimed } from "./lanes.ts";
import { fileRefusals, type FileRefusal } from "./notice.ts";
import type { Operation } from "./operation.ts";

export type Presentable =
  | { readonly kind: "operation"; readonly operation: Operation }
  | { readonly kind: "refused"; readonly reason: FileRefusal | "missing_file" };

/**
 * What can be shown of an operation now that its files have been looked into. Somebody's message goes whole or is
 * refused, which its author is told; what the service itself shows (a card, a complaint) goes without the file that
 * will not do.
 */
export async function presentable(core: Core, row: Claimed, queued: Operation): Promise<Presentable> {
  const bad = new Map(await unusable(core, row.fileIds));
  const operation = withoutStill(queued, bad);
  const [reason] = bad.values();
  if (!reason) return { kind: "operation", operation };
  const rest = (await hasAuthor(core, row.messageId)) ? undefined : without(operation, bad);
  return rest ? { kind: "operation", operation: rest } : { kind: "refused", reason };
}

type Bad = ReadonlyMap<string, FileRefusal | "missing_file">;

async function unusable(core: Core, ids: readonly string[]): Promise<Bad> {
  if (ids.length === 0) return new Map();
  const files = await core.db.file.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, state: true, refusal: true },
  });
  const stored = new Set(files.filter(({ state }) => state === "stored").map(({ id }) => id));
  const refusals = new Map(files.map(({ id, refusal }) => [id, refusal]));
  return new Map(
    ids
      .filter((id) => !stored.has(id))
      .map((id) => [id, fileRefusals.find((reason) => reason === refusals.get(id)) ?? "missing_file"]),
  );
}

/** A picture that only stands in for a file where it must is nothing to refuse a message for. */
function withoutStill(operation: Operation, bad: Map<string, unknown>): Operation {
  if (operation.op !== "send" || operation.content.kind !== "media") return operation;
  const { still, ...media } = operation.content.media;
  if (still === undefined || !bad.delete(still)) return operation;
  return { ...operation, content: { kind: "media", media } };
}

async function hasAuthor(core: Core, messageId: string | null): Promise<boolean> {
  if (!messageId) return false;
  return (await core.db.message.count({ where: { id: messageId, side: { not: "service" } } })) > 0;
}

function without(operation: Operation, bad: Bad): Operation | undefined {
  if (operation.op === "edit") {
    const { photo: _, ...rest } = operation;
    return rest;
  }
  if (operation.op !== "send") return undefined;
  const content = rest(operation.content, bad);
  return content && { ...operation, content };
}

/** The files that are left, under the same words; the words alone; nothing, when there were none. */
function rest(content: Content, bad: Bad): Content | undefined {
  const parts = content.kind === "media" ? [content.media] : content.kind === "album" ? content.parts : [];
  const caption = parts.find((part) => part.caption)?.caption;
  const [first, ...others] = parts.filter(({ file }) => !bad.has(file));
  if (!first) return caption && { kind: "text", ...caption };
  const captioned: Media = caption ? { ...first, caption } : first;
  return others.length === 0
    ? { kind: "media", media: captioned }
    : { kind: "album", parts: [captioned, ...others] };
}
