import { startOurs } from "../contenders/ours.ts";
import { figure, middle, written, type Figure, type Measured, type Run } from "../report/measured.ts";
import { NO_PAST } from "../stage/clinic.ts";
import { withStage } from "../stage/stage.ts";
import { talkSteadily, type Sample } from "../stage/steady.ts";
import { LATENCY_MS } from "./hand-off.ts";

const PER_SECOND = 50;
const REACH = 0.05;
const MEGABYTE = 2 ** 20;

/** Ten minutes of steady traffic in one process: what it holds at the end against what it held after two minutes. */
export const memory = ({ short, say }: Run): Promise<Measured> =>
  withStage(async (stage) => {
    const minute = short ? 6 : 60;
    const everySeconds = minute / 6;
    // Three samples around each end: at 1:50, 2:00 and 2:10, and at 9:40, 9:50 and 10:00.
    const early = (second: number) => Math.abs(second - 2 * minute) <= everySeconds * 1.5;
    const late = (second: number) => second >= 10 * minute - everySeconds * 2.5;
    const ours = await stage.add(startOurs(stage, "Pawline", NO_PAST));
    await stage.api.latency(LATENCY_MS);
    const samples: Sample[] = [];
    const kept = await talkSteadily(stage, ours, {
      perSecond: PER_SECOND,
      seconds: 10 * minute,
      everySeconds,
      collectAt: (second) => early(second) || late(second),
      sampled(sample) {
        samples.push(sample);
        say(
          `${sample.at} s: ${written(sample.perSecond)}/s, RSS ${written(sample.rss / MEGABYTE)} MB, heap ${written(sample.heap / MEGABYTE)} MB`,
        );
      },
    });
    const held = (when: string, wanted: (second: number) => boolean) => {
      const some = samples.filter(({ at, collected }) => collected && wanted(at));
      const of = (name: string, bytes: (sample: Sample) => number) =>
        figure(
          `${name}, ${when}`,
          "MB",
          some.map((sample) => bytes(sample) / MEGABYTE),
        );
      return [
        of("RSS after a full collection", ({ collected }) => collected?.rss ?? Number.NaN),
        of("heap used after a full collection", ({ collected }) => collected?.heap ?? Number.NaN),
        of("RSS as it was before", ({ rss }) => rss),
      ] as const;
    };
    const [rss, heap, plain] = held("minute 2", early);
    const [rssEnd, heapEnd, plainEnd] = held("minute 10", (second) => late(second) && !early(second));
    const growth = (from: Figure, to: Figure) => (middle(to) / middle(from) - 1) * 100;
    const lost = kept.written - kept.arrived;
    return {
      row: "memory",
      verdicts: [
        {
          what: `memory, one process, 10 minutes at ${PER_SECOND} messages/s, end against minute 2`,
          reach: "within 5 %",
          value: `RSS ${written(growth(rss, rssEnd))} %, heap ${written(growth(heap, heapEnd))} %, each after a full collection`,
          met: growth(rss, rssEnd) <= REACH * 100,
        },
      ],
      figures: [rss, rssEnd, heap, heapEnd, plain, plainEnd],
      limits: [
        `Half of the messages go from owners to vets, half the other way. Of ${kept.written} ${lost} were lost, ${kept.doubled} double, ${kept.disordered} out of order.`,
        "Between collections V8 lets the heap grow as it likes: what was left after one is what the service holds.",
      ],
      details: samples,
    };
  });
