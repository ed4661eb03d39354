import { OWNERS } from "../contenders/contender.ts";
import { startOurs } from "../contenders/ours.ts";
import { figure, middle, written, type Measured, type Run } from "../report/measured.ts";
import { NO_PAST, type Past } from "../stage/clinic.ts";
import { withStage } from "../stage/stage.ts";
import { enoughFor, isWhole, rateOf, relayAll, type Relayed } from "../stage/work.ts";

const FULL: Past = { owners: 40_000, consultations: 100_000, messages: 1_000_000 };
const SOME: Past = { owners: 400, consultations: 1_000, messages: 10_000 };
const REACH = 1.2;

/** The same work beside an empty past and a long one. */
export const scale = ({ short, say }: Run): Promise<Measured> =>
  withStage(async (stage) => {
    const rounds = short ? 2 : 6;
    const past = short ? SOME : FULL;
    const empty = await stage.add(startOurs(stage, "empty", NO_PAST));
    const since = performance.now();
    const full = await stage.add(startOurs(stage, "full", past));
    say(`${past.messages} messages were written in ${written((performance.now() - since) / 1000)} s`);
    // The same number of messages for both: what one of them costs depends on how many share a batch.
    const messages = await enoughFor(stage, empty, short ? 1_500 : 4_000);
    await enoughFor(stage, full, 1_000);
    const runs = [empty, full].map((contender) => ({ contender, of: [] as Relayed[] }));
    for (let round = 1; round <= rounds; round++)
      for (const { contender, of } of round % 2 === 0 ? runs.toReversed() : runs) {
        const relayed = await relayAll(stage, contender, messages);
        of.push(relayed);
        say(`round ${round}: ${contender.name} ${written(costOfTurn(relayed))} ms a message`);
      }
    const figures = runs.flatMap(({ contender: { name }, of }) => [
      figure(
        `${name}: a message's turn and delivery`,
        "ms of processors",
        of.map(costOfTurn),
        "node + Postgres",
      ),
      figure(
        `${name}: of it Postgres`,
        "ms of processors",
        of.map(({ cost }) => cost.postgres),
      ),
      figure(`${name}: messages`, "messages/s", of.map(rateOf)),
    ]);
    const [low, , lowRate, high, , highRate] = figures;
    if (!low || !high || !lowRate || !highRate) throw new Error("no figure");
    const times = middle(high) / middle(low);
    const whole = runs.every(({ of }) => of.every(isWhole));
    return {
      row: "scale",
      verdicts: [
        {
          what: "cost of a turn with 1 million messages and 100,000 consultations against an empty database",
          reach: `<= ${REACH}x`,
          value: `${written(times)}x of processor time, ${written(middle(lowRate) / middle(highRate))}x of time at saturation`,
          met: times <= REACH && whole,
        },
      ],
      figures,
      limits: [
        `Both services run side by side, ${OWNERS} open cases each, ${messages} messages a run, taking turns at going first. Full: ${past.messages.toLocaleString("en")} messages in two chats each, ${past.consultations.toLocaleString("en")} consultations, ${past.owners.toLocaleString("en")} owners; analysed.`,
        "A longer past makes indexes deeper and caches colder.",
      ],
    };
  });

const costOfTurn = ({ cost }: Relayed): number => cost.node + cost.postgres;
