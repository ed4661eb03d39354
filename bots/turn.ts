import { Channel } from "../prisma/generated/enums.ts";
import {
  claimTurns,
  failTurn,
  finishTurns,
  forwardTurns,
  nextHeld,
  type Received,
} from "../core/messaging/claims.ts";
import { transact, type Core } from "../core/platform/core.ts";
import { savepoint } from "../core/platform/database.ts";
import type { Log } from "../core/platform/log.ts";
import type { Metrics } from "../core/platform/metrics.ts";
import { passPlain, type PlainRules } from "./plain.ts";

/** Takes a person's turn on one channel: decides and writes, inside the transaction of `core`; never the network. */
export type TakeTurn = (core: Core, received: Received) => Promise<void>;

export interface TurnTools {
  readonly channels: Readonly<Partial<Record<Channel, TakeTurn>>>;
  /** By channel, how messages are told that only have to be passed on; none: every turn is taken by itself. */
  readonly plain?: Readonly<Partial<Record<Channel, PlainRules>>>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly wakeAt: (at: Date) => void;
}

/** Turns that share a transaction, and its fsync. */
const BATCH = 200;
/** A batch stops taking turns after this long and commits, so that nobody's answer waits for all the others. */
const BATCH_MS = 1_000;
/** A turn waits for nothing but the database; one that takes this long hangs (an engine that never settles). */
const TURN_MS = 10_000;

interface Failure {
  readonly received: Received;
  readonly error: unknown;
}

/**
 * Takes all turns that can be taken now. Many people's turns share a transaction. Plain messages are passed on together;
 * each other turn has a savepoint: one that fails rolls back alone, is counted outside, and the batch goes on.
 */
export async function takeTurns(core: Core, tools: TurnTools, closing?: AbortSignal): Promise<void> {
  const channels = Object.values(Channel).filter((channel) => tools.channels[channel]);
  for (;;) {
    if (closing?.aborted) break;
    const { claimed, more, failed } = await transact(core, (core) => takeBatch(core, channels, tools));
    if (core.faults && claimed > 0) await core.faults("turn.afterCommit");
    for (const { received, error } of failed) await giveUp(core, received, error, tools);
    if (!more) break;
  }
  const due = await nextHeld(core);
  if (due) tools.wakeAt(due);
}

async function takeBatch(core: Core, channels: readonly Channel[], tools: TurnTools) {
  const batch = await claimTurns(core, channels, BATCH);
  const passed = await passedTogether(core, batch, tools);
  await finishTurns(core, [...passed]);
  const failed: Failure[] = [];
  const since = performance.now();
  let late = false;
  for (const received of batch) {
    if (passed.has(received)) continue;
    late = performance.now() - since > BATCH_MS;
    if (late) break;
    const error = await takeOne(core, received, tools);
    if (error !== undefined) failed.push({ received, error });
  }
  if (core.faults && batch.length > 0) await core.faults("turn.beforeCommit");
  // What came later wakes us again; what was there already may be behind an event of this batch.
  const more =
    late || batch.length === BATCH || batch.some(({ head }) => head.followed || head.mergedIntoId !== null);
  return { claimed: batch.length, more, failed };
}

/** Passes the plain messages of a batch on. When that fails each has a turn of its own, and only what is at fault fails. */
async function passedTogether(
  core: Core,
  batch: readonly Received[],
  { plain = {}, log, metrics }: TurnTools,
): Promise<ReadonlySet<Received>> {
  const since = performance.now();
  try {
    const passed = await kept(core, (core) => passPlain(core, batch, plain));
    for (const { head } of passed) metrics.turn(head.channel, waitedFor(core, head), since)("done");
    return passed;
  } catch (error) {
    log.warn(
      { error, count: batch.length },
      "messages could not be passed on together: they are taken one by one",
    );
    return new Set();
  }
}

/** Returns what the turn failed with, or undefined. */
async function takeOne(core: Core, received: Received, { channels, metrics }: TurnTools): Promise<unknown> {
  const { channel, personId, mergedIntoId } = received.head;
  if (mergedIntoId !== null) {
    await forwardTurns(core, personId, mergedIntoId);
    return undefined;
  }
  const take = channels[channel];
  if (!take) return new Error("a turn on a channel that is not played here");
  const stop = metrics.turn(channel, waitedFor(core, received.head));
  try {
    await kept(core, (core) => withinTime(take(core, received)));
  } catch (error) {
    stop("failed");
    return error ?? new Error("a turn failed with nothing");
  }
  await finishTurns(core, [received]);
  stop("done");
  return undefined;
}

const waitedFor = ({ clock }: Core, { receivedAt }: Received["head"]): number =>
  clock.now().getTime() - receivedAt.getTime();

/** Does work of a transaction so that its failure undoes it alone; what it wakes counts only if it stands. */
async function kept<T>(core: Core, work: (core: Core) => Promise<T>): Promise<T> {
  const topics: Parameters<Core["wake"]>[0][] = [];
  const result = await savepoint(core.db, (db) =>
    work({ ...core, db, wake: (topic) => void topics.push(topic) }),
  );
  for (const topic of topics) core.wake(topic);
  return result;
}

async function withinTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("a turn took too long")), TURN_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function giveUp(
  core: Core,
  received: Received,
  error: unknown,
  { log, metrics }: TurnTools,
): Promise<void> {
  const { personId: person, seq, channel } = received.head;
  const result = await failTurn(core, received, nameOf(error));
  if (result === "moved") return;
  log.error({ person, seq: String(seq), channel, error, result }, "a turn failed");
  if (result === "aside") metrics.setAside(channel);
}

const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error && typeof error.code === "string" ? `${error.name} ${error.code}` : error.name;
};
