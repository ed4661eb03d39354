import { cpus } from "node:os";
import { OWNERS, type Contender } from "../contenders/contender.ts";
import { startOurs } from "../contenders/ours.ts";
import { peerStates, startBare, startPeer } from "../contenders/relays.ts";
import { figure, middle, written, type Figure, type Measured, type Run } from "../report/measured.ts";
import { profileOf } from "../report/profile.ts";
import { median } from "../report/stats.ts";
import { NO_PAST } from "../stage/clinic.ts";
import { withStage } from "../stage/stage.ts";
import { enoughFor, isWhole, rateOf, relayAll, type Cost, type Relayed } from "../stage/work.ts";

/** At saturation: every update is posted as soon as the one before it on its connection was acknowledged. */
export const relay = ({ short, say }: Run): Promise<Measured> =>
  withStage(async (stage) => {
    const rounds = short ? 2 : 5;
    const ms = short ? 1_500 : 4_000;
    const ours = await stage.add(startOurs(stage, "Pawline", NO_PAST));
    const bare = await stage.add(startBare(stage));
    const peers: Contender[] = [];
    for (const state of peerStates) peers.push(await stage.add(startPeer(stage, state)));
    const contenders = [ours, bare, ...peers];

    const sizes = new Map<Contender, number>();
    for (const contender of contenders) sizes.set(contender, await enoughFor(stage, contender, ms));
    const runs = new Map<Contender, Relayed[]>(contenders.map((contender) => [contender, []]));
    for (let round = 1; round <= rounds; round++)
      for (const contender of contenders) {
        const relayed = await relayAll(stage, contender, sizes.get(contender) ?? OWNERS);
        runs.get(contender)?.push(relayed);
        say(`round ${round}: ${contender.name} ${written(rateOf(relayed))}/s`);
      }
    const profile = await profileOf(ours.process, () => relayAll(stage, ours, sizes.get(ours) ?? OWNERS));

    const figures = contenders.map((contender) => relayedFigure(contender.name, runs.get(contender) ?? []));
    const [our, bareFigure, memory, ...durable] = figures;
    const best = durable.toSorted((a, b) => middle(b) - middle(a))[0];
    if (!our || !bareFigure || !memory || !best) throw new Error("a contender is missing");
    const overPeer = middle(our) / middle(best);
    const ofBare = middle(our) / middle(bareFigure);
    const kept = (runs.get(ours) ?? []).every(isWhole);
    return {
      row: "relay",
      verdicts: [
        {
          what: `durable relay owner -> vet, ${OWNERS} chats, against the best durable configuration of chat (${best.name})`,
          reach: ">= 5x",
          value: `${written(overPeer)}x${kept ? "" : ", and something was lost, double or out of order"}`,
          met: overPeer >= 5 && kept,
        },
        {
          what: "the same against a bare in-memory relay, grammY -> telegraf",
          reach: ">= 40 %",
          value: `${written(ofBare * 100)} %`,
          met: ofBare >= 0.4 && kept,
        },
      ],
      figures,
      limits: [
        ...contenders.map((contender) => costs(contender.name, runs.get(contender) ?? [])),
        `Of the processor time of Pawline's process: ${profile.places.join(", ")}.`,
      ],
      details: {
        runs: Object.fromEntries(contenders.map((contender) => [contender.name, runs.get(contender)])),
        profile: profile.functions,
      },
    };
  });

function relayedFigure(name: string, runs: readonly Relayed[]): Figure {
  const sum = (count: (relayed: Relayed) => number) => runs.reduce((total, run) => total + count(run), 0);
  const lost = sum((run) => run.written - run.arrived);
  const faults = [
    [lost, "lost"],
    [sum((run) => run.doubled), "double"],
    [sum((run) => run.disordered), "out of order"],
  ] as const;
  const said = faults.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const remark = `of ${sum((run) => run.written)} messages ${said.length > 0 ? said.join(", ") : "none lost, double or out of order"}`;
  return figure(name, "messages/s", runs.map(rateOf), remark);
}

function costs(name: string, runs: readonly Relayed[]): string {
  const each = (who: keyof Cost) => median(runs.map(({ cost }) => cost[who]));
  const { node, postgres, api, load } = {
    node: each("node"),
    postgres: each("postgres"),
    api: each("api"),
    load: each("load"),
  };
  const busy = median(
    runs.map(({ cost, written, ms }) => {
      const used = (cost.node + cost.postgres + cost.api + cost.load) * written;
      return (used / ms / cpus().length) * 100;
    }),
  );
  return `${name}: ${written(node)} ms of its process, ${written(postgres)} ms of Postgres, ${written(api)} ms of the Bot API and ${written(load)} ms of who loads, a message; together ${written(busy)} % of ${cpus().length} processors.`;
}
