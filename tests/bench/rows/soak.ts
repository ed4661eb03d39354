import { startOurs } from "../contenders/ours.ts";
import { figure, written, type Measured, type Run } from "../report/measured.ts";
import { graphs } from "../report/graph.ts";
import { keepGraph } from "../report/write.ts";
import { NO_PAST } from "../stage/clinic.ts";
import { withStage } from "../stage/stage.ts";
import { talkSteadily, type Sample } from "../stage/steady.ts";
import { LATENCY_MS } from "./hand-off.ts";

const PER_SECOND = 50;
const MEGABYTE = 2 ** 20;

/** Steady traffic for as long as one likes, with graphs of all that could creep. */
export const soak = ({ short, minutes, say }: Run): Promise<Measured> =>
  withStage(async (stage) => {
    const seconds = short ? 30 : minutes * 60;
    const ours = await stage.add(startOurs(stage, "Pawline", NO_PAST));
    await stage.api.latency(LATENCY_MS);
    const samples: Sample[] = [];
    const kept = await talkSteadily(stage, ours, {
      perSecond: PER_SECOND,
      seconds,
      everySeconds: short ? 3 : 10,
      // Once a minute: often enough to see a leak, too seldom to be one's only garbage collection.
      collectAt: (second) => second % 60 < 10,
      sampled(sample) {
        samples.push(sample);
        say(`${sample.at} s: ${written(sample.perSecond)}/s, p99 ${written(sample.p99)} ms`);
      },
    });
    const of = (value: (sample: Sample) => number) => samples.map(value);
    const points = (value: (sample: Sample) => number | undefined) =>
      samples.flatMap((sample) => {
        const y = value(sample);
        return y === undefined ? [] : [{ x: sample.at / 60, y }];
      });
    if (!short)
      await keepGraph(
        "soak",
        graphs("minutes", [
          { title: "messages/s", series: [points(({ perSecond }) => perSecond)] },
          {
            title: "way through the service, ms: p50, p99",
            series: [points((s) => s.p50), points((s) => s.p99)],
          },
          {
            title: "memory, MB: RSS, heap used, heap after a full collection",
            series: [
              points(({ rss }) => rss / MEGABYTE),
              points(({ heap }) => heap / MEGABYTE),
              points(({ collected }) => collected && collected.heap / MEGABYTE),
            ],
          },
          { title: "age of the oldest queued row, s", series: [points(({ queueAge }) => queueAge)] },
          { title: "database, MB", series: [points(({ databaseSize }) => databaseSize / MEGABYTE)] },
          { title: "processors: node, Postgres", series: [points((s) => s.node), points((s) => s.postgres)] },
        ]),
      );
    const lost = kept.written - kept.arrived;
    const whole = lost === 0 && kept.doubled === 0 && kept.disordered === 0;
    return {
      row: "soak",
      verdicts: [
        {
          what: `soak of ${written(seconds / 60)} minutes at ${PER_SECOND} messages/s`,
          reach: "none lost, order kept",
          value: `${kept.written} messages: ${lost} lost, ${kept.doubled} double, ${kept.disordered} out of order`,
          met: whole,
        },
      ],
      figures: [
        figure(
          "messages",
          "messages/s",
          of((s) => s.perSecond),
        ),
        figure(
          "p50",
          "ms",
          of((s) => s.p50),
        ),
        figure(
          "p99",
          "ms",
          of((s) => s.p99),
        ),
        figure(
          "RSS",
          "MB",
          of((s) => s.rss / MEGABYTE),
        ),
        figure(
          "heap after a full collection",
          "MB",
          points((s) => s.collected?.heap).map(({ y }) => y / MEGABYTE),
        ),
        figure(
          "age of the oldest queued row",
          "s",
          of((s) => s.queueAge),
        ),
        figure(
          "database",
          "MB",
          of((s) => s.databaseSize / MEGABYTE),
        ),
      ],
      limits: ["![Graphs of the soak](soak.svg)"],
      details: samples,
    };
  });
