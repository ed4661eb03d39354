/** What has to be remembered beside WhatsApp's own session: since when we listen, up to when we heard, how much was sent. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";

const page = z.object({
  /** When this number was first paired, Unix seconds: what is older was written to somebody else. */
  pairedAt: z.number().optional(),
  /** Of the newest message that was heard, Unix seconds. */
  heardAt: z.number().optional(),
  /** UTC day, and the messages sent on it. */
  day: z.string().optional(),
  sent: z.number().default(0),
});

type Page = z.infer<typeof page>;

export interface Ledger {
  /** Unix seconds; undefined: never paired. */
  readonly pairedAt: () => number | undefined;
  readonly heardAt: () => number | undefined;
  pairing(at: Date): void;
  heard(seconds: number): void;
  /** Messages sent on this day so far. */
  readonly sentOn: (at: Date) => number;
  sent(at: Date): void;
  /** Reads what another process has written since: it had the number meanwhile. */
  reload(): Promise<void>;
  /** Resolves when all is written. */
  flush(): Promise<void>;
}

/** Changes come in bursts; what a kill may lose is only which messages are looked at once more. */
const DELAY_MS = 100;

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

async function read(file: string): Promise<Page> {
  try {
    return page.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    // Not there yet, or torn: nothing is lost but the count of a day.
    return page.parse({});
  }
}

export async function openLedger(file: string): Promise<Ledger> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const kept = await read(file);
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(async () => {
      await writeFile(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
      await rename(`${file}.new`, file);
    });
    return writing;
  }

  function changed(): void {
    timer ??= setTimeout(() => void flush().catch(() => undefined), DELAY_MS);
  }

  return {
    pairedAt: () => kept.pairedAt,
    heardAt: () => kept.heardAt,
    pairing(at) {
      if (kept.pairedAt !== undefined) return;
      kept.pairedAt = Math.floor(at.getTime() / 1000);
      changed();
    },
    heard(seconds) {
      if (seconds <= (kept.heardAt ?? 0)) return;
      kept.heardAt = seconds;
      changed();
    },
    sentOn: (at) => (kept.day === dayOf(at) ? kept.sent : 0),
    sent(at) {
      kept.sent = kept.day === dayOf(at) ? kept.sent + 1 : 1;
      kept.day = dayOf(at);
      changed();
    },
    async reload() {
      Object.assign(kept, await read(file));
    },
    flush,
  };
}
