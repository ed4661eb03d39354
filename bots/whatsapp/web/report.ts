import { noteWhatsApp, OWN_NUMBER } from "../../../core/messaging/whatsapp-state.ts";
import type { Core } from "../../../core/platform/core.ts";
import type { Log } from "../../../core/platform/log.ts";
import type { Watched, WebState } from "./states.ts";
import { shownAtTerminal } from "./terminal.ts";

export interface ReportTools {
  readonly core: Core;
  readonly log: Log;
  /** The number as configured; undefined: not told. */
  readonly number: string | undefined;
  /** Shows a text to the person who started us; undefined: nobody looks, and what is written may be kept. */
  readonly show: ((text: string) => void) | undefined;
}

/**
 * Passes on how it stands with WhatsApp Web: to the terminal, and to the database for the page and the administrators.
 * Returns how to wait until everything said so far is written.
 */
export function report(
  state: Watched<WebState>,
  { core, log, number, show }: ReportTools,
): { written(): Promise<void> } {
  let last = Promise.resolve();
  let shown: string | undefined;
  state.on((now) => {
    const text = shownAtTerminal(now);
    if (text !== undefined && text !== shown) show?.(text);
    shown = text;
    last = last
      .then(() => noteWhatsApp(core, number ?? OWN_NUMBER, now))
      .catch((error: unknown) =>
        log.error({ kind: now.kind, error }, "how it stands with WhatsApp could not be written down"),
      );
  });
  return { written: () => last };
}
