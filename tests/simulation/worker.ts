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

/** Plays its share of the seeds in a database of its own. */
const town = await openTown(env["DATABASE_URL"] ?? "");
const happened: Happened = {};
const seeds = seedsFrom(Number(env["FIRST"]), Number(env["COUNT"]), Number(env["STRIDE"]));
const since = { ms: performance.now(), cpu: process.cpuUsage() };
const failure = await playAll(town, seeds, happened);
const { user, system } = process.cpuUsage(since.cpu);
const told: Told = { failure, happened, ms: performance.now() - since.ms, cpuMs: (user + system) / 1_000 };
await town.close();
process.send?.(told, () => process.disconnect());
