import { parseArgs } from "node:util";
import { line, keep, writeResults } from "./report/write.ts";
import type { Measured, Run } from "./report/measured.ts";
import { burst } from "./rows/burst.ts";
import { dialog } from "./rows/dialog.ts";
import { handOff } from "./rows/hand-off.ts";
import { memory } from "./rows/memory.ts";
import { relay } from "./rows/relay.ts";
import { scale } from "./rows/scale.ts";
import { soak } from "./rows/soak.ts";
import { start } from "./rows/start.ts";
import { storm } from "./rows/storm.ts";
import { installPeers } from "./stage/peers.ts";

/** Rows of the table, in its order. */
const TABLE = { relay, "hand-off": handOff, burst, storm, scale, dialog, memory, start } as const;
const ROWS: Readonly<Record<string, (run: Run) => Promise<Measured>>> = { ...TABLE, soak };

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 *     npm run bench                          all rows of the table, 25 minutes
 *     npm run bench -- relay burst           these rows
 *     npm run bench -- soak --minutes 60
 *     npm run bench -- --short               just long enough to see that they work; nothing is written
 *
 * Results go to tests/bench/results: RESULTS.md, and JSON for each row.
 */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      short: { type: "boolean", default: false },
      minutes: { type: "string", default: "60" },
    },
  });
  const wanted = positionals.length > 0 ? positionals : Object.keys(TABLE);
  const unknown = wanted.find((name) => !ROWS[name]);
  if (unknown !== undefined) {
    print(`There is no row ${unknown}: ${Object.keys(ROWS).join(", ")}.`);
    return 1;
  }
  const run: Run = {
    short: values.short,
    minutes: Number(values.minutes),
    say: (text) => print(`  ${text}`),
  };
  await installPeers();
  let failed = 0;
  for (const name of wanted) {
    print(`${name} ...`);
    try {
      const measured = await ROWS[name]?.(run);
      if (!measured) continue;
      tell(measured);
      if (values.short) continue;
      await keep(measured);
      await writeResults(Object.keys(ROWS));
    } catch (error) {
      failed += 1;
      print(`  ${name} could not be measured: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  return failed === 0 ? 0 : 1;
}

function tell({ verdicts, figures, limits }: Measured): void {
  for (const figure of figures) print(`  ${line(figure)}`);
  for (const limit of limits) print(`  ${limit}`);
  for (const { what, reach, value, met } of verdicts)
    print(`  ${met ? "met" : "NOT MET"}: ${what}: ${value} (${reach})`);
}

process.exit(await main());
