import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** Ends a measurement begun earlier and says how it went. */
export type Stop = (outcome: string) => void;

/** What the service counts. Labels are names of kinds: never an id, of which there are endlessly many. */
export interface Metrics {
  /**
   * One turn, which begins now, or began at `since` (of `performance.now`); `waitedMs` since its message came in.
   */
  turn(channel: string, waitedMs?: number, since?: number): Stop;
  /** One attempt to deliver, which begins now; `waitedMs` since the operation was put into the outbox. */
  delivery(channel: string, waitedMs?: number): Stop;
  /** What a gateway reported, after it was checked. */
  payment(gateway: string, result: string): void;
  /** A message that failed every time was put aside for a person to look at. */
  setAside(kind: string): void;
  /** An update that was accepted and needs nothing done. */
  ignored(channel: string, kind: string): void;
  /**
   * Something that is looked up whenever the metrics are read; undefined: there is nothing to say now. What cannot be
   * looked up (the database is gone) is left out, and all else is told.
   */
  watch(name: string, help: string, read: () => Promise<number | undefined>): void;
  /** The same of several kinds: values by what the label says. */
  watchEach(
    name: string,
    help: string,
    label: string,
    read: () => Promise<Readonly<Record<string, number>>>,
  ): void;
  /** All of it in the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** In seconds. A turn takes milliseconds; a delivery of a file some seconds; a person waits for neither above 30. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Counters of this process alone: each caller has a registry of its own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const waits = new Histogram({
    name: "pawline_wait_seconds",
    help: "Time that work waited before it was begun",
    labelNames: ["work"],
    buckets: BUCKETS,
    registers,
  });
  const measured = (work: string, help: string) => {
    const histogram = new Histogram({
      name: `pawline_${work}_seconds`,
      help,
      labelNames: ["channel", "outcome"],
      buckets: BUCKETS,
      registers,
    });
    return (channel: string, waitedMs?: number, since = performance.now()): Stop => {
      if (waitedMs !== undefined) waits.observe({ work }, waitedMs / 1000);
      return (outcome) => histogram.observe({ channel, outcome }, (performance.now() - since) / 1000);
    };
  };
  const counted = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `pawline_${name}_total`, help, labelNames, registers });

  const payments = counted("payments", "Reports of gateways by what came of them", ["gateway", "result"]);
  const setAsides = counted("set_aside", "Work put aside after failing every time", ["kind"]);
  const ignored = counted("ignored_updates", "Updates that needed nothing done", ["channel", "kind"]);

  return {
    turn: measured("turn", "Turns by outcome"),
    delivery: measured("delivery", "Attempts to deliver by outcome"),
    payment: (gateway, result) => payments.inc({ gateway, result }),
    setAside: (kind) => setAsides.inc({ kind }),
    ignored: (channel, kind) => ignored.inc({ channel, kind }),
    watch(name, help, read) {
      const gauge = new Gauge({
        name: `pawline_${name}`,
        help,
        registers,
        async collect() {
          const value = await read().catch(() => undefined);
          // A gauge that is reset says 0, which is something to say.
          if (value === undefined) gauge.remove();
          else gauge.set(value);
        },
      });
      gauge.remove();
    },
    watchEach(name, help, label, read) {
      const gauge = new Gauge({
        name: `pawline_${name}`,
        help,
        labelNames: [label],
        registers,
        async collect() {
          const values = await read().catch(() => ({}));
          gauge.reset();
          for (const [kind, value] of Object.entries(values)) gauge.set({ [label]: kind }, value);
        },
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
