import { env } from "node:process";
import { playAll, seedsFrom, type Happened } from "./report.ts";
import { openTown } from "./town.ts";

/** What a worker says when it is through: what went wrong, if anything, and how often what happened. */
export interface Told {
  readonly failure: string | undefined;
  readonly happened: Happened;
  /** How long it played, and what of that this process computed; both in milliseconds. */
  readonly ms: number;
  readonly cpuMs: number;
}

/** Plays its share of the seeds in several towns side by side: while one waits for its database, others go on. */
const towns = await Promise.all((env["DATABASE_URLS"] ?? "").split(" ").map((url) => openTown(url)));
const happened: Happened = {};
const seeds = seedsFrom(Number(env["FIRST"]), Number(env["COUNT"]), Number(env["STRIDE"]));
const since = { ms: performance.now(), cpu: process.cpuUsage() };
// Who finds something ends it for all.
const failures = await Promise.all(towns.map((town) => playAll(town, seeds, happened)));
const failure = failures.find((found) => found !== undefined);
const { user, system } = process.cpuUsage(since.cpu);
const told: Told = { failure, happened, ms: performance.now() - since.ms, cpuMs: (user + system) / 1_000 };
await Promise.all(towns.map((town) => town.close()));
process.send?.(told, () => process.disconnect());
