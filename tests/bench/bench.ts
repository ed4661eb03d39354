import { parseArgs } from "node:util";
import { line, keep, writeResults } from "./report/write.ts";
import type { Measured, Run } from "./report/measured.ts";
import { relay } from "./rows/relay.ts";
import { installPeers } from "./stage/peers.ts";

/** Rows of the table, in its order. */
const ROWS: Readonly<Record<string, (run: Run) => Promise<Measured>>> = { relay };

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 *     npm run bench                          all rows
 *     npm run bench -- relay burst           these rows
 *     npm run bench -- --short               just long enough to see that they work
 *
 * Results go to tests/bench/results: RESULTS.md, and JSON for each row.
 */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { short: { type: "boolean", default: false } },
  });
  const wanted = positionals.length > 0 ? positionals : Object.keys(ROWS);
  const unknown = wanted.find((name) => !ROWS[name]);
  if (unknown !== undefined) {
    print(`There is no row ${unknown}: ${Object.keys(ROWS).join(", ")}.`);
    return 1;
  }
  await installPeers();
  let failed = 0;
  for (const name of wanted) {
    print(`${name} ...`);
    try {
      const measured = await ROWS[name]?.({ short: values.short, say: (text) => print(`  ${text}`) });
      if (!measured) continue;
      tell(measured);
      await keep(measured, values.short);
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
