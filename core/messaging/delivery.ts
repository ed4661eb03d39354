import type { Core } from "../platform/core.ts";
import type { Log } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import { openJson } from "../platform/sealed.ts";
import { waiting } from "./abandon.ts";
import { MAX_TRIES, pauseChats, type Paused } from "./again.ts";
import { fileBytes } from "./files.ts";
import { gather } from "../platform/gather.ts";
import { claimHeads, nextDue, type Claimed } from "./lanes.ts";
import { doneWith, mark, type Done } from "./mark.ts";
import { channelsHere, type Messengers } from "./messenger.ts";
import type { Operation } from "./operation.ts";
import { presentable } from "./presentable.ts";
import { quotationFor } from "./quotation.ts";
import { resolveTarget, resolveTopic, targetOf } from "./resolve.ts";
import { discard, doubtsAllowed, settle, type Settled } from "./settle.ts";
import { invite, isClosed } from "./window.ts";

/**
 * Sends under way at once in this process; each holds a socket and at most one file in memory. More than a batch of turns
 * queues (bots/turn.ts), so that its lanes are walked once.
 */
const AT_ONCE = 256;
/** When more lanes wait than that, they are walked again as soon as so many of them can be served: each walk is along all. */
const ENOUGH_ROOM = 64;

export interface Deliveries {
  /** Sends what may be sent now: returns when it is under way, not when it is done. */
  readonly drain: (closing?: AbortSignal) => Promise<void>;
  readonly idle: () => boolean;
  /**
   * After the last drain: waits for what is under way, so many milliseconds. Of what is not done by then nobody knows
   * what became of it: it is written down as that, and no lease is left behind.
   */
  readonly close: (patienceMs?: number) => Promise<void>;
}

export interface DeliveryTools {
  readonly messengers: Messengers;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Says when to look again, for operations that wait for their time. */
  readonly wakeAt: (at: Date) => void;
}

/** The way out: takes operations from the outbox, lane by lane, and has the messengers perform them. */
export function deliveries(core: Core, { messengers, log, metrics, wakeAt }: DeliveryTools): Deliveries {
  const underWay = new Map<string, Promise<void>>();
  const answers = waiting();
  /** More lanes wait than may be served at once: who is done makes room, and the oldest come first. */
  let crowded = false;
  let ending = false;

  const markTogether = gather(async (done: Done[]) => {
    const goOn = !crowded && !ending;
    await startAll(await mark(core, channelsHere(messengers), done, goOn ? done.length : 0));
    if (!goOn) core.wake("deliveries");
  });

  const pauseTogether = gather(async (paused: Paused[]) => {
    await pauseChats(core, paused);
    core.wake("deliveries");
  });

  async function drain(closing?: AbortSignal): Promise<void> {
    for (;;) {
      const limit = AT_ONCE - underWay.size;
      crowded = limit < (crowded ? ENOUGH_ROOM : 1);
      if (crowded || closing?.aborted) break;
      const heads = { limit, underWay: [...underWay.keys()] };
      const rows = await claimHeads(core, channelsHere(messengers), heads);
      await startAll(rows);
      if (rows.length < limit) break;
    }
    const due = await nextDue(core);
    if (due) wakeAt(due);
  }

  async function startAll(rows: readonly Claimed[]): Promise<void> {
    if (rows.length > 0 && core.faults) await core.faults("outbox.afterClaim");
    for (const row of rows) start(row);
  }

  function start(row: Claimed): void {
    const work = deliver(row)
      .catch((error: unknown) => {
        log.error({ operation: row.id, error }, "a delivery failed; its lease will run out");
        core.wake("deliveries");
      })
      .finally(() => underWay.delete(row.id));
    underWay.set(row.id, work);
  }

  async function deliver(row: Claimed): Promise<void> {
    const operation = opened(row);
    if (!operation) {
      log.error({ operation: row.id }, "an operation cannot be opened: is a key missing in SECRETS_KEY?");
      await discard(core, row);
      return core.wake("deliveries");
    }
    const waited = core.clock.now().getTime() - row.createdAt.getTime();
    const stop = metrics.delivery(row.channel, waited);
    const outcome = await outcomeOf(row, operation);
    stop(outcome.kind);
    if (outcome.kind !== "sent")
      log.info({ operation: row.id, outcome: outcome.kind, tries: row.tries }, "delivery");
    if (core.faults) await core.faults("send.afterResponse.beforeMark");
    const done = doneWith(row, operation, outcome);
    // Its lane has gone on with that.
    if (done && (await together("marked", markTogether([done]), row))) return;
    const waits = outcome.kind === "later" && outcome.chat && row.tries < MAX_TRIES;
    if (waits && (await together("put off", pauseTogether([{ row, ms: outcome.ms }]), row))) return;
    await settle(core, row, operation, outcome);
    core.wake("deliveries");
  }

  /** When what became of many cannot be written down together, each is by itself, and only what is at fault fails. */
  async function together(what: string, writing: Promise<void>, { id }: Claimed): Promise<boolean> {
    try {
      await writing;
      return true;
    } catch (error) {
      log.warn({ operation: id, error }, `deliveries could not be ${what} together`);
      return false;
    }
  }

  function opened(row: Claimed): Operation | undefined {
    try {
      return openJson<Operation>(core.keys, `outbox:${row.id}`, row.sealed);
    } catch {
      return undefined;
    }
  }

  async function outcomeOf(row: Claimed, queued: Operation): Promise<Settled> {
    // A message twice in doubt could be shown a third time.
    if (row.unknowns > doubtsAllowed(queued)) return { kind: "unknown" };
    const messenger = messengers[row.channel];
    if (!messenger) return { kind: "later", ms: 60_000, chat: false };
    if (messenger.reopen && isClosed(core, row))
      return invite(messenger.reopen, { chat: row.address, locale: row.locale }, queued);
    const whole = await presentable(core, row, queued);
    if (whole.kind === "refused") return whole;
    const { operation } = whole;
    const target = await resolveTarget(core, targetOf(operation), row);
    // What should have been changed never got there.
    if (!target && changes(operation)) return { kind: "refused", reason: "rejected" };
    const performed = messenger.perform({
      id: row.id,
      operation,
      chat: row.address,
      locale: row.locale,
      timeZone: row.timeZone,
      target,
      quoted: target === null ? await quotationFor(core, operation) : undefined,
      topic: await resolveTopic(core, operation, row),
      file: (id) => fileBytes(core, id),
    });
    if (core.faults) await Promise.all([performed, core.faults("send.afterRequest")]);
    return answers.for<Settled>(performed, { kind: "unknown" });
  }

  return {
    drain,
    idle: () => underWay.size === 0,
    async close(patienceMs) {
      ending = true;
      const late = patienceMs === undefined ? undefined : setTimeout(answers.breakOff, patienceMs);
      while (underWay.size > 0) await Promise.all(underWay.values());
      clearTimeout(late);
    },
  };
}

/** Whether an operation makes no sense without the message it is about. */
const changes = (operation: Operation): boolean =>
  operation.op === "edit" ||
  operation.op === "delete" ||
  operation.op === "react" ||
  operation.op === "pin" ||
  (operation.op === "notice" && operation.replaces !== undefined);
