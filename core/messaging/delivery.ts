import type { Core } from "../platform/core.ts";
import type { Log } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import { openJson } from "../platform/sealed.ts";
import { waiting } from "./abandon.ts";
import { fileBytes } from "./files.ts";
import { claimHeads, nextDue, type Claimed } from "./lanes.ts";
import { channelsHere, type Messengers } from "./messenger.ts";
import type { Operation } from "./operation.ts";
import { presentable } from "./presentable.ts";
import { quotationFor } from "./quotation.ts";
import { resolveTarget, resolveTopic, targetOf } from "./resolve.ts";
import { discard, repeatable, settle, type Settled } from "./settle.ts";
import { invite, isClosed } from "./window.ts";

/** Sends under way at once in this process; each holds a socket and at most one file in memory. */
const AT_ONCE = 64;

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

  async function drain(closing?: AbortSignal): Promise<void> {
    while (underWay.size < AT_ONCE) {
      if (closing?.aborted) break;
      const rows = await claimHeads(core, channelsHere(messengers), {
        limit: AT_ONCE - underWay.size,
        underWay: [...underWay.keys()],
      });
      if (rows.length === 0) break;
      if (core.faults) await core.faults("outbox.afterClaim");
      for (const row of rows) start(row);
    }
    const due = await nextDue(core);
    if (due) wakeAt(due);
  }

  function start(row: Claimed): void {
    const work = deliver(row)
      .catch((error: unknown) =>
        log.error({ operation: row.id, error }, "a delivery failed; its lease will run out"),
      )
      .finally(() => {
        underWay.delete(row.id);
        // The lane's next, or others that found no room.
        core.wake("deliveries");
      });
    underWay.set(row.id, work);
  }

  async function deliver(row: Claimed): Promise<void> {
    const operation = opened(row);
    if (!operation) {
      log.error({ operation: row.id }, "an operation cannot be opened: is a key missing in SECRETS_KEY?");
      return discard(core, row);
    }
    const waited = core.clock.now().getTime() - row.createdAt.getTime();
    const stop = metrics.delivery(row.channel, waited);
    const outcome = await outcomeOf(row, operation);
    stop(outcome.kind);
    if (outcome.kind !== "sent")
      log.info({ operation: row.id, outcome: outcome.kind, tries: row.tries }, "delivery");
    if (core.faults) await core.faults("send.afterResponse.beforeMark");
    await settle(core, row, operation, outcome);
  }

  function opened(row: Claimed): Operation | undefined {
    try {
      return openJson<Operation>(core.keys, `outbox:${row.id}`, row.sealed);
    } catch {
      return undefined;
    }
  }

  async function outcomeOf(row: Claimed, queued: Operation): Promise<Settled> {
    // Twice in doubt: a third try could show it a third time.
    if (row.unknowns > 1 && !repeatable(queued)) return { kind: "unknown" };
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
      topic: await resolveTopic(core, operation, row.personId),
      file: (id) => fileBytes(core, id),
    });
    if (core.faults) await Promise.all([performed, core.faults("send.afterRequest")]);
    return answers.for<Settled>(performed, { kind: "unknown" });
  }

  return {
    drain,
    idle: () => underWay.size === 0,
    async close(patienceMs) {
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
