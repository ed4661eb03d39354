import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { removePostgres } from "../../../sandbox/postgres/postgres.ts";
import { freePort } from "../../../sandbox/postgres/ports.ts";
import { dataFolder, npmStart } from "../../long/faults/npm-start.ts";
import { figure, middle, written, type Measured, type Run } from "../report/measured.ts";

const REACH_S = 5;

/** `npm start` in an empty folder, and once more in the same one. */
export async function start({ short, say }: Run): Promise<Measured> {
  const first: number[] = [];
  const second: number[] = [];
  for (let round = 1; round <= (short ? 1 : 4); round++) {
    const folder = await dataFolder();
    try {
      // A machine that has never run it: no database, no compiled sources (tsx keeps them in the temporary folder).
      const temporary = join(folder, "tmp");
      await mkdir(temporary);
      const env = { DATA_DIR: folder, TMPDIR: temporary, PORT: String(await freePort()) };
      for (const times of [first, second]) {
        const started = await npmStart(env);
        await started.interrupt();
        times.push(started.ms / 1000);
        say(`round ${round}: ${written(started.ms / 1000)} s`);
      }
    } finally {
      await removePostgres(join(folder, "postgres"));
      await rm(folder, { recursive: true, force: true });
    }
  }
  const figures = [figure("first run", "s", first), figure("second run", "s", second)] as const;
  const share = middle(figures[1]) / middle(figures[0]);
  const reached = share <= 0.5 && middle(figures[1]) < REACH_S;
  return {
    row: "start",
    verdicts: [
      {
        what: "npm start to ready, second run against first",
        reach: `<= half, and under ${REACH_S} s`,
        value: `${written(share * 100)} %, ${written(middle(figures[1]))} s`,
        met: reached,
      },
    ],
    figures,
    limits: [
      "The sandbox as a person starts it, to the line that says it is ready. First: makes the database, migrates it, imports the clinic, compiles the sources; second: starts Postgres and loads.",
    ],
  };
}
