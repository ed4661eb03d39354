import { env } from "node:process";
import { playAll, seedsFrom, type Happened } from "./report.ts";
import { openTown } from "./town.ts";

/** What a worker says when it is through: what went wrong, if anything, and how often what happened. */
export interface Told {
  readonly failure: string | undefined;
  readonly happened: Happened;
}

/** Plays its share of the seeds in a database of its own. */
const town = await openTown(env["DATABASE_URL"] ?? "");
const happened: Happened = {};
const seeds = seedsFrom(Number(env["FIRST"]), Number(env["COUNT"]), Number(env["STRIDE"]));
const told: Told = { failure: await playAll(town, seeds, happened), happened };
await town.close();
process.send?.(told, () => process.disconnect());
