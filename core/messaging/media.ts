import type { Channel } from "../../prisma/generated/enums.ts";
import { transact, type Core } from "../platform/core.ts";
import type { Log } from "../platform/log.ts";
import { openJson } from "../platform/sealed.ts";
import { waiting, type Waiting } from "./abandon.ts";
import type { MediaKind } from "./content.ts";
import { putBytes, type FileSource } from "./files.ts";
import { channelsHere, type Fetched, type Messengers } from "./messenger.ts";
import type { FileRefusal } from "./notice.ts";
import { sniff } from "./sniff.ts";
import { withdrawFile } from "./withdraw-file.ts";

interface Pending {
  readonly id: string;
  readonly channel: Channel;
  readonly kind: MediaKind;
  readonly source: Uint8Array;
  readonly tries: number;
}

/** Fetched at once in this process: each is held in memory (20 MB at most) while it is looked into. */
const AT_ONCE = 8;
/** Longer than a slow download of 20 MB. */
const LEASE_MS = 60_000;
/** 1, 2, 4, 8, 16 s: what a messenger cannot give within half a minute is taken as gone. */
const MAX_TRIES = 6;

export interface MediaTools {
  readonly messengers: Messengers;
  readonly log: Log;
  readonly wakeAt: (at: Date) => void;
}

export interface Media {
  /** Fetches what waits: returns when it is under way, not when it is done. One slow file keeps no other waiting. */
  readonly drain: (closing?: AbortSignal) => Promise<void>;
  /** After the last drain: waits for what is under way, so many milliseconds; the rest is left to others. */
  readonly close: (patienceMs?: number) => Promise<void>;
}

/** Fetches the files that were sent to us, looks into them and stores them; what is refused is withdrawn. */
export function media(core: Core, tools: MediaTools): Media {
  const underWay = new Set<Promise<void>>();
  const downloads = waiting();

  function start(file: Pending): void {
    const work = fetchOne(core, { ...tools, downloads }, file)
      .catch((error: unknown) =>
        tools.log.error({ file: file.id, error }, "a file could not be handled; its lease will run out"),
      )
      .finally(() => {
        underWay.delete(work);
        core.wake("media");
      });
    underWay.add(work);
  }

  return {
    async drain(closing) {
      while (underWay.size < AT_ONCE) {
        if (closing?.aborted) break;
        const pending = await claim(core, channelsHere(tools.messengers), AT_ONCE - underWay.size);
        if (pending.length === 0) break;
        for (const file of pending) start(file);
      }
    },
    async close(patienceMs) {
      const late = patienceMs === undefined ? undefined : setTimeout(downloads.breakOff, patienceMs);
      while (underWay.size > 0) await Promise.all(underWay);
      clearTimeout(late);
    },
  };
}

function claim(core: Core, channels: readonly Channel[], limit: number): Promise<Pending[]> {
  const now = core.clock.now();
  return core.db.$queryRaw<Pending[]>`
    update file f set lease_until = ${new Date(now.getTime() + LEASE_MS)}, tries = f.tries + 1
    from (select id from file
          where state = 'pending' and channel = any(${channels}::channel[]) and due_at <= ${now} and (lease_until is null or lease_until <= ${now})
          order by due_at, id limit ${limit} for update skip locked) next
    where f.id = next.id
    returning f.id, f.channel::text as channel, f.kind, f.source, f.tries`;
}

async function fetchOne(
  core: Core,
  { messengers, wakeAt, downloads }: MediaTools & { readonly downloads: Waiting },
  file: Pending,
): Promise<void> {
  const source = openJson<FileSource>(core.keys, `file.source:${file.id}`, file.source);
  const messenger = messengers[file.channel];
  if (!messenger) throw new Error(`a file of ${file.channel}, which is not played here`);
  const fetched = await downloads.for<Fetched | "broken off">(messenger.fetch(source), "broken off");
  if (fetched === "broken off") {
    // Another process begins anew: this one did not fail.
    await core.db.file.update({
      where: { id: file.id },
      data: { leaseUntil: null, tries: { decrement: 1 } },
    });
    return;
  }
  if (fetched.kind === "later") {
    const tries = fetched.asked === false ? file.tries - 1 : file.tries;
    if (tries >= MAX_TRIES) return refuse(core, file, "gone");
    const dueAt = new Date(core.clock.now().getTime() + Math.max(fetched.ms, 1000 * 2 ** (tries - 1)));
    await core.db.file.update({ where: { id: file.id }, data: { dueAt, leaseUntil: null, tries } });
    return wakeAt(dueAt);
  }
  if (fetched.kind === "refused") return refuse(core, file, fetched.reason);
  const sniffed = await sniff(file.kind, fetched.bytes, source.name);
  if (!sniffed.ok) return refuse(core, file, sniffed.reason);
  // The bytes first: a row that says *stored* must find them.
  const storeKey = await putBytes(core, file.id, sniffed.bytes);
  if (core.faults) await core.faults("media.afterStore");
  const { mime, bytes } = sniffed;
  const { count } = await core.db.file.updateMany({
    where: { id: file.id, state: "pending" },
    data: { state: "stored", mime, size: bytes.length, storeKey, leaseUntil: null },
  });
  // Its sender has deleted the account meanwhile; or another process was faster, and these are its bytes too.
  if (count === 0 && !(await isStored(core, file.id))) await core.files.delete(storeKey);
  core.wake("deliveries");
}

const isStored = async (core: Core, id: string): Promise<boolean> =>
  (await core.db.file.count({ where: { id, state: "stored" } })) > 0;

function refuse(core: Core, file: Pending, reason: FileRefusal): Promise<void> {
  return transact(core, async (core) => {
    const { count } = await core.db.file.updateMany({
      where: { id: file.id, state: "pending" },
      data: { state: "refused", refusal: reason, leaseUntil: null },
    });
    if (count > 0) await withdrawFile(core, file.id, reason);
    core.wake("deliveries");
  });
}
