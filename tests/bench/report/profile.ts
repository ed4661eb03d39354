import type { Profiler } from "node:inspector";
import type { Started } from "../stage/process.ts";

/** What the processor time of a process went into, the greatest share first. */
export interface Spent {
  /** Our own folders, packages, Node itself. */
  readonly places: readonly string[];
  readonly functions: readonly string[];
}

/** Profiles a process while something is done. */
export async function profileOf(process: Started, work: () => Promise<unknown>): Promise<Spent> {
  await process.ask("profile");
  await work();
  const profile = await process.ask<Profiler.Profile | undefined>("profiled");
  if (!profile) return { places: [], functions: [] };
  return { places: shares(profile, placeOf, 0.02), functions: shares(profile, functionOf, 0.005) };
}

type Frame = Profiler.ProfileNode["callFrame"];

/** Shares of all samples by what `nameOf` calls them; fewer than `least` is noise of the sampling. */
function shares(
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  nameOf: (frame: Frame) => string | undefined,
  least: number,
): string[] {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const spent = new Map<string, number>();
  let all = 0;
  for (const [index, id] of samples.entries()) {
    const place = places.get(id);
    if (place === undefined) continue;
    const time = timeDeltas[index] ?? 0;
    spent.set(place, (spent.get(place) ?? 0) + time);
    all += time;
  }
  return [...spent]
    .filter(([, time]) => time >= least * all)
    .toSorted(([, a], [, b]) => b - a)
    .map(([place, time]) => `${place} ${((time / all) * 100).toFixed(least < 0.01 ? 1 : 0)} %`);
}

/** Undefined for the time in which it waited. */
function placeOf({ functionName, url }: Frame): string | undefined {
  if (functionName === "(idle)") return undefined;
  if (functionName === "(garbage collector)") return "garbage collection";
  const dependency = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (dependency !== undefined) return dependency;
  const own = /\/(core|bots|webhooks|prisma)\/(\w+)?/.exec(url);
  if (own && url.startsWith("file:"))
    return own[1] === "prisma" ? "prisma/generated" : `${own[1]}/${own[2] ?? ""}`;
  // Without an address: what is written in C++, the system calls of writing to sockets first of all.
  return url.startsWith("node:") ? "Node's modules" : "Node's native code and the system";
}

const functionOf = ({ functionName, url, lineNumber }: Frame): string | undefined =>
  functionName === "(idle)"
    ? undefined
    : `${functionName || "(anonymous)"} ${url.replace(/.*\/(?=node_modules|core|bots|webhooks|prisma)/, "")}:${lineNumber + 1}`;
