import { Channel } from "../prisma/generated/enums.ts";
import {
  claimTurns,
  failTurn,
  finishTurn,
  forwardTurns,
  nextHeld,
  type Received,
} from "../core/messaging/claims.ts";
import { transact, type Core } from "../core/platform/core.ts";
import { savepoint } from "../core/platform/database.ts";
import type { Log } from "../core/platform/log.ts";
import type { Metrics } from "../core/platform/metrics.ts";

/** Takes a person's turn on one channel: decides and writes, inside the transaction of `core`; never the network. */
export type TakeTurn = (core: Core, received: Received) => Promise<void>;

export interface TurnTools {
  readonly channels: Readonly<Partial<Record<Channel, TakeTurn>>>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly wakeAt: (at: Date) => void;
}

/** Turns that share a transaction, and its fsync. */
const BATCH = 50;
/** A batch stops taking turns after this long and commits, so that nobody's answer waits for all the others. */
const BATCH_MS = 1_000;
/** A turn waits for nothing but the database; one that takes this long hangs (an engine that never settles). */
const TURN_MS = 10_000;

/**
 * Takes all turns that can be taken now. Many people's turns share a transaction, a savepoint each: one that fails
 * rolls back alone, is counted outside, and the batch goes on.
 */
export async function takeTurns(core: Core, tools: TurnTools, closing?: AbortSignal): Promise<void> {
  const channels = Object.values(Channel).filter((channel) => tools.channels[channel]);
  for (;;) {
    if (closing?.aborted) break;
    const failed: { received: Received; error: unknown }[] = [];
    const claimed = await transact(core, async (core) => {
      const batch = await claimTurns(core, channels, BATCH);
      const since = performance.now();
      for (const received of batch) {
        if (performance.now() - since > BATCH_MS) break;
        const error = await takeOne(core, received, tools);
        if (error !== undefined) failed.push({ received, error });
      }
      if (core.faults && batch.length > 0) await core.faults("turn.beforeCommit");
      return batch.length;
    });
    if (core.faults && claimed > 0) await core.faults("turn.afterCommit");
    for (const { received, error } of failed) await giveUp(core, received, error, tools);
    if (claimed === 0) break;
  }
  const due = await nextHeld(core);
  if (due) tools.wakeAt(due);
}

/** Returns what the turn failed with, or undefined. */
async function takeOne(core: Core, received: Received, { channels, metrics }: TurnTools): Promise<unknown> {
  const { channel, receivedAt, personId, mergedIntoId } = received.head;
  if (mergedIntoId !== null) {
    await forwardTurns(core, personId, mergedIntoId);
    return undefined;
  }
  const take = channels[channel];
  if (!take) return new Error("a turn on a channel that is not played here");
  const stop = metrics.turn(channel, core.clock.now().getTime() - receivedAt.getTime());
  try {
    // What the turn woke counts only if it stands.
    const topics: Parameters<Core["wake"]>[0][] = [];
    await savepoint(core.db, async (db) => {
      const turn = { ...core, db, wake: (topic: (typeof topics)[number]) => void topics.push(topic) };
      await withinTime(take(turn, received));
      await finishTurn(turn, received);
    });
    for (const topic of topics) core.wake(topic);
    stop("done");
    return undefined;
  } catch (error) {
    stop("failed");
    return error ?? new Error("a turn failed with nothing");
  }
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
