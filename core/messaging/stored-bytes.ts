import type { Core } from "../platform/core.ts";
import { setTimer, type TimerHandler } from "../platform/timers.ts";

/**
 * Bytes that belong to no row any more. A transaction does not undo what becomes of bytes, so rows go first: what an
 * erasure leaves is removed by timers, which are set in its transaction and run once it stands. What a crash or a race
 * left behind is found by the sweep, once a day.
 */
const REMOVE = "files.remove";
const SWEEP = "files.sweep";

/** Bytes are written before their row says so: a day is longer than any turn or download. */
const UNTOUCHED_MS = 24 * 3_600_000;
/** Keys asked about at once. */
const BATCH = 500;

/** What stands under a key (files.ts), and what a crash left half written beside it. */
const NAME = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.[0-9a-f-]+\.part)?$/;
const DIGITS = "0123456789abcdef";

/** Has bytes removed soon after the commit, and not at all if there is none. */
export async function removeBytes(core: Core, keys: readonly string[]): Promise<void> {
  const dueAt = core.clock.now();
  await core.db.timer.createMany({
    data: keys.map((key) => ({ key: `${REMOVE}:${key}`, kind: REMOVE, dueAt, payload: { key } })),
    skipDuplicates: true,
  });
  core.wake("timers");
}

const remove: TimerHandler = async (core, { key }) => {
  if (typeof key !== "string") throw new Error("a timer without its key");
  await core.files.delete(key);
};

/** Begins a sweep: folder after folder, those of one first digit at a time, with room for other timers in between. */
export const beginSweep = (core: Core, digit = "0"): Promise<void> =>
  setTimer(core, { key: SWEEP, kind: SWEEP, dueAt: core.clock.now(), payload: { digit } });

const sweep: TimerHandler = async (core, { digit }) => {
  for (const second of DIGITS) {
    const keys = await core.files.older(`${String(digit)}${second}`, UNTOUCHED_MS);
    for (let i = 0; i < keys.length; i += BATCH) await sweepKeys(core, keys.slice(i, i + BATCH));
  }
  const next = DIGITS.charAt(DIGITS.indexOf(String(digit)) + 1);
  if (next) await beginSweep(core, next);
};

async function sweepKeys(core: Core, keys: readonly string[]): Promise<void> {
  const ours = keys.flatMap((key) => {
    const id = NAME.exec(key.slice(key.indexOf("/") + 1))?.[1];
    return id ? [{ key, id }] : [];
  });
  const rows = await core.db.$queryRaw<{ id: string; storeKey: string | null; pending: boolean }[]>`
    select id, store_key as "storeKey", state = 'pending' as pending from file
    where id = any(${ours.map(({ id }) => id)}::uuid[])`;
  const known = new Map(rows.map((row) => [row.id, row]));
  for (const { key, id } of ours) {
    const row = known.get(id);
    // One that is pending is still being fetched: it may be written at this moment.
    if (row?.storeKey !== key && !row?.pending) await core.files.delete(key);
  }
}

export const timers: Readonly<Record<string, TimerHandler>> = { [REMOVE]: remove, [SWEEP]: sweep };
