/** Waits until nobody has anything to do: this replaces every sleep in tests. */
import { setTimeout as delay } from "node:timers/promises";
import type { Telegram } from "../telegram/server.ts";
import type { SettledView } from "./api.ts";

/** What the service still has to do: how much, by what. */
export interface ServiceProbe {
  pending(): Promise<Record<string, number>>;
}

/** Between two looks; short, since a test waits for it after every step, and no shorter: each look takes time from what it waits for. */
const LOOK_MS = 10;

function isQuiet(work: Record<string, number>): boolean {
  return Object.values(work).every((count) => count === 0);
}

/**
 * Looks until Telegram and the service have both been idle twice in a row, with Telegram asked before and after the
 * service: work that passes from one to the other is seen in one of them.
 */
export async function settled(
  telegram: Pick<Telegram, "busy">,
  service: ServiceProbe,
  timeoutMs: number,
): Promise<SettledView> {
  const started = performance.now();
  for (let quiet = 0; ;) {
    const before = telegram.busy();
    const pending = isQuiet(before) ? await service.pending() : {};
    const work = { ...pending, ...before, ...telegram.busy() };
    quiet = isQuiet(work) ? quiet + 1 : 0;
    const waitedMs = Math.round(performance.now() - started);
    if (quiet === 2) return { settled: true, busy: {}, waitedMs };
    if (waitedMs > timeoutMs) {
      const busy = Object.fromEntries(Object.entries(work).filter(([, count]) => count > 0));
      return { settled: false, busy, waitedMs };
    }
    await delay(LOOK_MS);
  }
}
