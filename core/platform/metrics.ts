import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";

/** Ends a measurement begun earlier and says how it went. */
export type Stop = (outcome: string) => void;

/** What the service counts. Labels are names of kinds: never an id, of which there are endlessly many. */
export interface Metrics {
  /** One turn of an inbox. */
  turn(channel: string): Stop;
  /** One attempt to deliver an operation of the outbox. */
  delivery(channel: string): Stop;
  /** How long a row waited, in milliseconds: from arriving in the inbox to its turn, from the outbox to its send. */
  waited(where: "inbox" | "outbox", ms: number): void;
  /** What a gateway reported, after it was checked. */
  payment(gateway: string, result: string): void;
  /** A message that failed every time was put aside for a person to look at. */
  setAside(kind: string): void;
  /** An update that was accepted and needs nothing done. */
  ignored(channel: string, kind: string): void;
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

  const measured = (name: string, help: string) => {
    const histogram = new Histogram({
      name: `pawline_${name}_seconds`,
      help,
      labelNames: ["channel", "outcome"],
      buckets: BUCKETS,
      registers,
    });
    return (channel: string): Stop => {
      const end = histogram.startTimer({ channel });
      return (outcome) => void end({ outcome });
    };
  };
  const counted = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `pawline_${name}_total`, help, labelNames, registers });

  const waits = new Histogram({
    name: "pawline_wait_seconds",
    help: "Time a row waited before it was taken",
    labelNames: ["where"],
    buckets: BUCKETS,
    registers,
  });
  const payments = counted("payments", "Reports of gateways by what came of them", ["gateway", "result"]);
  const setAsides = counted("set_aside", "Work put aside after failing every time", ["kind"]);
  const ignored = counted("ignored_updates", "Updates that needed nothing done", ["channel", "kind"]);

  return {
    turn: measured("turn", "Turns by outcome"),
    delivery: measured("delivery", "Attempts to deliver by outcome"),
    waited: (where, ms) => waits.observe({ where }, ms / 1000),
    payment: (gateway, result) => payments.inc({ gateway, result }),
    setAside: (kind) => setAsides.inc({ kind }),
    ignored: (channel, kind) => ignored.inc({ channel, kind }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
