import type { Core } from "../../../core/platform/core.ts";
import { keepLease, type LeaseTimes } from "../../../core/platform/lease.ts";
import type { Log } from "../../../core/platform/log.ts";
import { aborted } from "../../../core/platform/pause.ts";
import type { WhatsAppWeb } from "./open.ts";

export interface HeldNumber {
  /** Has the number as soon as no other process has it; asked for again, it does nothing. */
  readonly start: () => void;
  /** Ends the browser and gives the number to the next, until `start`. */
  readonly stop: () => Promise<void>;
  /** False while another process has it. Before the start nobody does: what is to be sent is a reason to begin. */
  readonly here: () => boolean;
}

/**
 * A number is one device with one browser: of all processes one runs it, by lease. A second browser on the same session
 * ends the first with a conflict.
 */
export function inOneProcess(
  web: Pick<WhatsAppWeb, "start" | "stop">,
  {
    core,
    log,
    number,
  }: { readonly core: Pick<Core, "db" | "ids">; readonly log: Log; readonly number: string },
  times?: LeaseTimes,
): HeldNumber {
  let wanted: { readonly ending: AbortController; readonly kept: Promise<void> } | undefined;
  let holds = false;

  async function run(held: AbortSignal): Promise<void> {
    web.start();
    holds = true;
    await aborted(held);
    holds = false;
    await web.stop().catch((error: unknown) => log.error({ error }, "WhatsApp's browser did not end well"));
  }

  return {
    start() {
      if (wanted) return;
      const ending = new AbortController();
      wanted = { ending, kept: keepLease(core, `whatsapp:${number}`, ending.signal, run, times) };
    },
    async stop() {
      wanted?.ending.abort();
      await wanted?.kept;
      wanted = undefined;
    },
    here: () => wanted === undefined || holds,
  };
}
