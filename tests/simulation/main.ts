import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { env, stdout } from "node:process";
import { Client, escapeIdentifier } from "pg";
import { startCluster } from "../support/cluster.ts";
import { runFolder } from "../support/run-folder.ts";
import type { Plan } from "./plan.ts";
import { anySeed, paths, story, type Happened } from "./report.ts";
import { simulate } from "./simulate.ts";
import { openTown } from "./town.ts";
import type { Told } from "./worker.ts";

/**
 * `npm run simulate`: plays histories of the relay, each in another order and with other faults, in as many processes as
 * there are cores. SIMULATION_SEEDS of them, from SIMULATION_FROM on or anywhere; or SIMULATION_SEED alone, with its
 * trace, and with SIMULATION_PLAN what was left of it.
 */
const SEEDS = 2_000;

/** Towns at once, each with some 26 connections, of which Postgres has 200 here; they are shared by the workers. */
const TOWNS = 6;
const WORKERS = Math.min(availableParallelism(), TOWNS);
const TOWNS_EACH = Math.floor(TOWNS / WORKERS);

const say = (line: string) => void stdout.write(`${line}\n`);

async function databases(
  count: number,
  { maintenanceUrl, template }: { maintenanceUrl: string; template: string },
) {
  const client = new Client({ connectionString: maintenanceUrl });
  await client.connect();
  const urls: string[] = [];
  for (let at = 0; at < count; at++) {
    await client.query(`create database simulation_${at} template ${escapeIdentifier(template)}`);
    urls.push(Object.assign(new URL(maintenanceUrl), { pathname: `/simulation_${at}` }).href);
  }
  await client.end();
  return urls;
}

async function one(url: string, seed: number, plan: Plan | undefined): Promise<boolean> {
  const town = await openTown(url);
  const verdict = await simulate(town, seed, plan);
  say(verdict.trace.lines.join("\n"));
  say(verdict.wrong.length > 0 ? story(verdict) : `${verdict.trace.hash}: the promise is kept`);
  await town.close();
  return verdict.wrong.length === 0;
}

async function many(urls: readonly string[]): Promise<boolean> {
  const seeds = Number(env["SIMULATION_SEEDS"] ?? SEEDS);
  const from = Number(env["SIMULATION_FROM"] ?? anySeed());
  const shares = Array.from({ length: WORKERS }, async (_, at): Promise<Told> => {
    const count = Math.ceil((seeds - at) / WORKERS);
    const own = urls.slice(at * TOWNS_EACH, (at + 1) * TOWNS_EACH).join(" ");
    const share = { FIRST: from + at, COUNT: count, STRIDE: WORKERS, DATABASE_URLS: own };
    const worker = fork(join(import.meta.dirname, "worker.ts"), {
      execArgv: ["--import", "tsx"],
      env: {
        ...env,
        ...Object.fromEntries(Object.entries(share).map(([name, value]) => [name, String(value)])),
      },
    });
    const [told] = (await Promise.race([once(worker, "message"), once(worker, "exit")])) as [Told | number];
    if (typeof told === "number" || told === null) throw new Error(`a worker ended with ${String(told)}`);
    return told;
  });
  const told = await Promise.all(shares);
  const minutes = Math.max(...told.map(({ ms }) => ms)) / 60_000;
  const cpu = told.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / seeds;
  const happened: Happened = {};
  for (const each of told)
    for (const [what, times] of Object.entries(each.happened)) happened[what] = (happened[what] ?? 0) + times;
  for (const [what, times] of Object.entries(happened).toSorted(([one], [other]) => one.localeCompare(other)))
    say(`${String(times).padStart(8)} ${what}`);
  say(
    `seeds ${from} to ${from + seeds - 1}, ${Math.round(seeds / minutes)} a minute, ${Math.round(cpu)} ms of Node each`,
  );
  const missing = paths.filter((path) => !happened[path]);
  if (missing.length > 0) say(`never happened: ${missing.join(", ")}`);
  const failures = told.flatMap(({ failure }) => failure ?? []);
  failures.forEach(say);
  return failures.length === 0;
}

const folder = runFolder();
try {
  const cluster = await startCluster(folder.postgres);
  const seed = env["SIMULATION_SEED"];
  const plan = env["SIMULATION_PLAN"];
  const urls = await databases(seed === undefined ? WORKERS * TOWNS_EACH : 1, cluster);
  const kept =
    seed === undefined
      ? await many(urls)
      : await one(urls[0] ?? "", Number(seed), plan === undefined ? undefined : (JSON.parse(plan) as Plan));
  if (!kept) process.exitCode = 1;
} finally {
  await folder.remove();
}
