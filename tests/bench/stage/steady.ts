import { Client } from "pg";
import type { Ours } from "../contenders/ours.ts";
import { quantile } from "../report/stats.ts";
import { secondsOf, secondsOfAll } from "./cpu.ts";
import { tripsOf, writeAtPace, type Pace } from "./pace.ts";
import type { Stage } from "./stage.ts";
import { monotonic, type Sent } from "./telegram.ts";
import { arrivals, judged, type Judged } from "./work.ts";

/** How the service stood at the end of a few seconds of steady traffic. */
export interface Sample {
  /** Seconds since the beginning. */
  readonly at: number;
  readonly perSecond: number;
  /** Ways through the service of the messages that arrived, both directions, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Bytes; `heap` is what is used of it. */
  readonly rss: number;
  readonly heap: number;
  /** The same after a full collection, where it was asked for. */
  readonly collected?: { readonly rss: number; readonly heap: number };
  /** How long the oldest row of inbox and outbox has waited, in seconds; 0: nothing waits. */
  readonly queueAge: number;
  /** Of the database, in bytes. */
  readonly databaseSize: number;
  /** Share of one processor. */
  readonly node: number;
  readonly postgres: number;
}

export interface SteadyOptions {
  /** Messages a second, half of them from owners to vets, half the other way. */
  readonly perSecond: number;
  readonly seconds: number;
  readonly everySeconds: number;
  /** Whether a sample at this second is to tell what is left after a full collection. */
  readonly collectAt: (second: number) => boolean;
  readonly sampled: (sample: Sample) => void;
}

/** Keeps both sides talking for a while; tells how it went, and what became of all that was written. */
export async function talkSteadily(
  stage: Stage,
  ours: Ours,
  { perSecond, seconds, everySeconds, collectAt, sampled }: SteadyOptions,
): Promise<Judged & { readonly written: number }> {
  const client = new Client({ connectionString: ours.databaseUrl });
  await client.connect();
  const sides = [
    { crowd: ours.owners, token: ours.token.staff, posted: new Map<string, number>(), sent: [] as Sent[] },
    { crowd: ours.staff, token: ours.token.owner, posted: new Map<string, number>(), sent: [] as Sent[] },
  ];
  const began = monotonic();
  try {
    while (monotonic() - began < seconds * 1000) {
      const since = {
        at: monotonic(),
        node: secondsOf(ours.process.pid),
        postgres: secondsOfAll(stage.postmaster),
      };
      const pace: Pace = { perSecond: perSecond / 2, ms: everySeconds * 1000 };
      const written = await Promise.all(sides.map(({ crowd }) => writeAtPace(crowd, pace)));
      const came = await Promise.all(sides.map(({ token }) => stage.api.take(token)));
      const ways = sides.flatMap((side, index) => {
        for (const [key, at] of written[index] ?? []) side.posted.set(key, at);
        side.sent.push(...(came[index] ?? []));
        return tripsOf(came[index] ?? [], side.posted).map(({ ms }) => ms);
      });
      const passed = (monotonic() - since.at) / 1000;
      const second = Math.round((monotonic() - began) / 1000);
      const collected = collectAt(second);
      const before = await memoryOf(ours, false);
      sampled({
        at: second,
        perSecond: ways.length / passed,
        p50: quantile(ways, 0.5),
        p99: quantile(ways, 0.99),
        ...before,
        ...(collected && { collected: await memoryOf(ours, true) }),
        ...(await storedOf(client)),
        node: (secondsOf(ours.process.pid) - since.node) / passed,
        postgres: (secondsOfAll(stage.postmaster) - since.postgres) / passed,
      });
    }
    // What was written last is still on its way.
    for (const { token, posted, sent } of sides) {
      await arrivals({ arrived: () => stage.api.count(token) }, posted.size - sent.length);
      sent.push(...(await stage.api.take(token)));
    }
  } finally {
    await client.end();
  }
  const results = sides.map(({ sent, posted }) => ({ ...judged(sent), written: posted.size }));
  const sum = (of: (result: (typeof results)[number]) => number) =>
    results.reduce((all, each) => all + of(each), 0);
  return {
    written: sum(({ written }) => written),
    arrived: sum(({ arrived }) => arrived),
    doubled: sum(({ doubled }) => doubled),
    disordered: sum(({ disordered }) => disordered),
  };
}

async function memoryOf({ process }: Ours, collected: boolean): Promise<{ rss: number; heap: number }> {
  const memory = await process.ask<{ rss: number; heapUsed: number }>("memory", { collected });
  return { rss: memory.rss, heap: memory.heapUsed };
}

async function storedOf(client: Client): Promise<{ queueAge: number; databaseSize: number }> {
  const { rows } = await client.query<{ age: string | null; size: string }>(`
    select extract(epoch from now() - least(
        (select min(received_at) from inbox), (select min(created_at) from outbox))) as age,
      pg_database_size(current_database()) as size`);
  return { queueAge: Math.max(0, Number(rows[0]?.age ?? 0)), databaseSize: Number(rows[0]?.size ?? 0) };
}
