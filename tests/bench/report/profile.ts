import type { Profiler } from "node:inspector";
import type { Started } from "../stage/process.ts";

/**
 * Profiles a process while something is done, and tells what its processor time went into, the greatest share first: our own
 * folders, packages, Node itself.
 */
export async function profileOf(process: Started, work: () => Promise<unknown>): Promise<string[]> {
  await process.ask("profile");
  await work();
  const profile = await process.ask<Profiler.Profile | undefined>("profiled");
  return profile ? shares(profile) : [];
}

/** Fewer than this share is noise of the sampling. */
const LEAST = 0.02;

function shares({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): string[] {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
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
    .filter(([, time]) => time >= LEAST * all)
    .toSorted(([, a], [, b]) => b - a)
    .map(([place, time]) => `${place} ${Math.round((time / all) * 100)} %`);
}

/** Undefined for the time in which it waited. */
function placeOf({ functionName, url }: Profiler.Profile["nodes"][number]["callFrame"]): string | undefined {
  if (functionName === "(idle)") return undefined;
  if (functionName === "(garbage collector)") return "garbage collection";
  const dependency = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (dependency !== undefined) return dependency;
  const own = /\/(core|bots|webhooks|prisma)\/(\w+)?/.exec(url);
  if (own && url.startsWith("file:"))
    return own[1] === "prisma" ? "prisma/generated" : `${own[1]}/${own[2] ?? ""}`;
  return url.startsWith("node:") ? "Node's modules" : "Node itself";
}
