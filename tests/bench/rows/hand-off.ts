import { startOurs } from "../contenders/ours.ts";
import { startBare } from "../contenders/relays.ts";
import { figure, middle, written, type Measured, type Run } from "../report/measured.ts";
import { quantile } from "../report/stats.ts";
import { NO_PAST } from "../stage/clinic.ts";
import { trips, writeAtPace, type Trip } from "../stage/pace.ts";
import { syncMs } from "../stage/disk.ts";
import { withStage } from "../stage/stage.ts";

/** What a method of the real Bot API takes from a server in Europe, about. */
export const LATENCY_MS = 30;
const REACH_MS = 50;

/** A hundred messages a second, far from saturation: how long a message takes through the service. */
export const handOff = ({ short, say }: Run): Promise<Measured> =>
  withStage(async (stage) => {
    const rounds = short ? 2 : 4;
    const sync = await syncMs(stage.folder);
    const ours = await stage.add(startOurs(stage, "Pawline", NO_PAST));
    const bare = await stage.add(startBare(stage));
    await stage.api.latency(LATENCY_MS);
    const pace = { perSecond: 100, ms: short ? 3_000 : 12_000 };
    const runs = [ours, bare].map((contender) => ({ contender, of: [] as Trip[][], lost: 0 }));
    for (const { contender } of runs)
      await trips(contender, await writeAtPace(contender.owners, { ...pace, ms: 3_000 }));
    for (let round = 1; round <= rounds; round++)
      for (const run of runs) {
        const posted = await writeAtPace(run.contender.owners, pace);
        const came = await trips(run.contender, posted);
        run.of.push(came.trips);
        run.lost += posted.size - came.arrived + came.doubled + came.disordered;
        say(`round ${round}: ${run.contender.name} p99 ${written(percentile(came.trips, 0.99))} ms`);
      }
    const figures = runs.flatMap(({ contender, of, lost }) =>
      [0.5, 0.99].map((share) =>
        figure(
          `${contender.name}, p${share * 100}`,
          "ms",
          of.map((some) => percentile(some, share)),
          `${of.flat().length} messages, ${lost} of them lost, double or out of order`,
        ),
      ),
    );
    const [, p99] = figures;
    if (!p99) throw new Error("no figure");
    return {
      row: "hand-off",
      verdicts: [
        {
          what: `hand-off p99 at ${pace.perSecond} messages/s`,
          reach: `<= API latency + ${REACH_MS} ms`,
          value: `${written(middle(p99))} ms until the API has it; its own latency of ${LATENCY_MS} ms comes after`,
          met: middle(p99) <= REACH_MS,
        },
      ],
      figures,
      limits: [
        "From the moment an update is posted, by chance and not in an even rhythm, to the moment the Bot API has read the message.",
        `What lies in between: two commits that wait for the disk (the inbox, the turn), which takes ${written(sync)} ms for a page here, and whatever of the same batch comes first.`,
      ],
    };
  });

const percentile = (some: readonly Trip[], share: number): number =>
  quantile(
    some.map(({ ms }) => ms),
    share,
  );
