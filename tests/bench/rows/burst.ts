import { OWNERS } from "../contenders/contender.ts";
import { startOurs } from "../contenders/ours.ts";
import { startBare } from "../contenders/relays.ts";
import { figure, middle, written, type Measured, type Run } from "../report/measured.ts";
import { NO_PAST } from "../stage/clinic.ts";
import { withStage } from "../stage/stage.ts";
import { isWhole, relayAll, type Relayed } from "../stage/work.ts";
import { LATENCY_MS } from "./hand-off.ts";

const UPDATES = 1_000;
const REACH = 3;

/** A thousand updates at once: how long until the last has been passed on. */
export const burst = ({ short, say }: Run): Promise<Measured> =>
  withStage(async (stage) => {
    const rounds = short ? 2 : 7;
    const ours = await stage.add(startOurs(stage, "Pawline", NO_PAST));
    const bare = await stage.add(startBare(stage));
    const runs: { name: string; latency: number; relayed: Relayed }[] = [];
    for (const contender of [ours, bare]) await relayAll(stage, contender, UPDATES);
    for (let round = 1; round <= rounds; round++)
      for (const latency of [0, LATENCY_MS]) {
        await stage.api.latency(latency);
        for (const contender of [ours, bare]) {
          const relayed = await relayAll(stage, contender, UPDATES);
          runs.push({ name: contender.name, latency, relayed });
          say(`round ${round}: ${contender.name}, API ${latency} ms: ${written(relayed.ms)} ms`);
        }
      }
    const drained = (name: string, latency: number) => {
      const relayed = runs.flatMap((run) =>
        run.name === name && run.latency === latency ? run.relayed : [],
      );
      return figure(
        `${name}, API latency ${latency} ms`,
        "ms",
        relayed.map(({ ms }) => ms),
        relayed.every(isWhole) ? "none lost, double or out of order" : "some lost, double or out of order",
      );
    };
    const whole = runs.every(({ name, relayed }) => name !== ours.name || isWhole(relayed));
    const pairs = [0, LATENCY_MS].map(
      (latency) => [drained(ours.name, latency), drained(bare.name, latency)] as const,
    );
    return {
      row: "burst",
      verdicts: pairs.map(([our, their], index) => {
        const times = middle(our) / middle(their);
        return {
          what: `burst of ${UPDATES} updates from ${OWNERS} people, API latency ${index === 0 ? 0 : LATENCY_MS} ms`,
          reach: `none lost, order kept, drained within ${REACH}x the time of the bare relay`,
          value: `${written(times)}x, ${whole ? "none lost, order kept" : "something was lost, double or out of order"}`,
          met: whole && times <= REACH,
        };
      }),
      figures: pairs.flat(),
      limits: [
        "From the first post to the last arrival at the Bot API. Without latency the processors are the limit, for both; with it, the five messages of each person, which wait for one another.",
      ],
    };
  });
