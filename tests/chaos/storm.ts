import { writeFile } from "node:fs/promises";
import { setTimeout as passed } from "node:timers/promises";
import { openContent } from "../../core/messaging/record.ts";
import type { RedisBinary } from "../support/redis-binary.ts";
import type { Role } from "./fleet.ts";
import { breaches } from "./oracle.ts";
import { outages } from "./outages.ts";
import { fateOf } from "./plan.ts";
import { randomOf } from "./random.ts";
import { tokensIn } from "./said.ts";
import { openScene, type Scene } from "./scene.ts";
import { trafficIn } from "./traffic.ts";

export interface StormOptions {
  readonly seed: number;
  readonly kills: number;
  readonly redis: RedisBinary;
  readonly roles: readonly Role[];
  readonly owners: { readonly telegram: number; readonly whatsapp: number };
  /** Hears how far it is. */
  readonly tell: (line: string) => void;
  /** The file for what its processes logged, and what is uncertain in the end; undefined: mistakes only, kept nowhere. */
  readonly logTo?: string | undefined;
}

/** What came of it; no breaches: nothing was lost. */
export interface Aftermath {
  readonly breaches: readonly string[];
  /** What the messengers' servers found wrong with what they were asked. */
  readonly violations: readonly string[];
  /** Events that were set aside. */
  readonly setAside: number;
}

/** People write no faster than the service can follow while its processes come and go. */
const BACKLOG = 12;
const ACTS_IN_AN_OUTAGE = 4;
/** A killed process' leases end after three steps of time; twice over, and retries, end well before this. */
const LAST_STEPS = 100;

/**
 * People write to each other over several processes that are killed again and again, while everything else fails once
 * in turn; then all is healed, and what people see is held against what they said.
 */
export async function storm({ seed, kills, tell, logTo, ...where }: StormOptions): Promise<Aftermath> {
  const [plan, people] = [randomOf(seed), randomOf(seed + 1)];
  let begun = false;
  const scene = await openScene({
    ...where,
    logLevel: logTo === undefined ? "error" : "info",
    faults: (role) => (begun ? fateOf(role, plan) : ""),
  });
  try {
    const traffic = trafficIn(scene, people);
    const since = performance.now();
    const how = () =>
      `${scene.fleet.kills()} kills, ${traffic.said.length} messages, ${Math.round((performance.now() - since) / 1000)} s`;

    async function live(): Promise<void> {
      // While Postgres is away nobody knows how much waits.
      if ((await scene.backlog().catch(() => 0)) < BACKLOG) return traffic.act();
      await scene.pass();
    }
    async function meanwhile(): Promise<void> {
      for (let acts = 0; acts < ACTS_IN_AN_OUTAGE; acts++) {
        await traffic.act();
        await passed(30);
        // What is not answered is repeated after a while, and gone.
        await scene.leases.note().catch(() => undefined);
      }
    }
    async function until(wanted: number): Promise<void> {
      while (scene.fleet.kills() < wanted) {
        await live();
        if (plan.chance(0.1)) scene.fleet.kill(plan.next());
      }
    }

    begun = true;
    scene.fleet.kill(plan.next());
    for (const [index, outage] of outages.entries()) {
      await until(Math.floor((kills * index) / outages.length));
      tell(`${outage.name} (${how()})`);
      await outage.strike(scene, traffic, meanwhile);
    }
    await until(kills);
    scene.fleet.heal();
    await calm(scene);
    const found = await breaches(scene, traffic.said);
    if (logTo !== undefined) await writeFile(logTo, [...scene.log, ...(await uncertain(scene))].join("\n"));
    tell(`calm (${how()}): ${scene.leases.broken.size} messages were on their way when something broke`);
    return {
      breaches: found,
      violations: await scene.clinic.control.violations(),
      setAside: await scene.core.db.setAside.count(),
    };
  } finally {
    await scene.close();
  }
}

/** What nobody knows whether it arrived: by these ids the log tells of it. */
async function uncertain({ core }: Scene): Promise<string[]> {
  const deliveries = await core.db.delivery.findMany({ where: { outcome: "uncertain" } });
  const ids = deliveries.flatMap(({ messageId }) => messageId ?? []);
  const messages = await core.db.message.findMany({ where: { id: { in: ids } } });
  return deliveries.map(({ id, messageId, channel, tries, at }) => {
    const message = messages.find((each) => each.id === messageId);
    const tokens = message && tokensIn(JSON.stringify(openContent(core, message.id, message.sealed)));
    const what = tokens?.map(({ token }) => token).join(" ") ?? "";
    return `${at.toISOString()} ${channel} ${id} ${what}: uncertain after ${tries} tries`;
  });
}

/** Time passes until nothing is left to do. */
async function calm({ clinic, backlog, pass }: Scene): Promise<void> {
  const settled = () =>
    clinic.hasty.settled().then(
      () => true,
      () => false,
    );
  for (let step = 0; step < LAST_STEPS; step++) {
    await pass();
    // The last of it may have made the messengers say something new.
    if ((await backlog()) === 0 && (await settled()) && (await backlog()) === 0) return;
  }
  throw new Error(`${await backlog()} events and operations are never done`);
}
