import { setTimeout as passed } from "node:timers/promises";
import { Redis } from "ioredis";
import type { Core } from "../../core/platform/core.ts";
import { startPostgres } from "../../sandbox/postgres/postgres.ts";
import { WHATSAPP } from "../../sandbox/whatsapp/addresses.ts";
import { clinicAt, SECOND, type Case, type Clinic, type Owner } from "../long/faults/support.ts";
import type { Somebody } from "../long/faults/somebody.ts";
import type { RedisBinary } from "../support/redis-binary.ts";
import { startRedis } from "../support/redis-server.ts";
import { runFolder } from "../support/run-folder.ts";
import { runSandbox } from "../support/sandbox.ts";
import { fleetOf, type Fleet, type FleetOptions } from "./fleet.ts";
import { leasesOf, type Leases } from "./leases.ts";

/** A case with those who talk in it. */
export interface Talk extends Case {
  readonly owner: Owner;
  readonly vet: Somebody;
  readonly whatsapp: boolean;
}

/** The service in several processes, with a Postgres and a Redis of its own, and people in talk with each other. */
export interface Scene {
  readonly clinic: Clinic;
  readonly core: Core;
  readonly fleet: Fleet;
  readonly leases: Leases;
  readonly talks: readonly [Talk, ...Talk[]];
  /** What the processes wrote to their logs. */
  readonly log: readonly string[];
  /**
   * Lets time pass by the service's clock: when all that can be done without it is done, and no living sender would lose
   * its lease.
   */
  readonly pass: (ms?: number) => Promise<void>;
  /** Updates, events and operations that wait or are under way. */
  readonly backlog: () => Promise<number>;
  restartPostgres(): Promise<void>;
  restartRedis(): Promise<void>;
  emptyRedis(): Promise<void>;
  close(): Promise<void>;
}

const NAMES = ["Anna", "Max", "Kim", "Olga", "Ivan", "Vera"];

/** A third of the lease on what is sent: nobody who is sending is caught by it. */
const STEP = 30 * SECOND;
/** Nothing has left the queues for so long: what is left waits for time to pass. */
const QUIET_MS = 150;

export async function openScene({
  redis: binary,
  owners,
  logLevel,
  ...plan
}: Omit<FleetOptions, "onEnd"> & {
  readonly redis: RedisBinary;
  readonly logLevel: "info" | "error";
  /** Of each messenger. */
  readonly owners: { readonly telegram: number; readonly whatsapp: number };
}): Promise<Scene> {
  // Nothing is left of it when this process is killed, too.
  const folder = runFolder();
  const cluster = { dir: folder.postgres, durable: false };
  let [postgres, redis] = await Promise.all([
    startPostgres({ ...cluster, port: 0 }),
    startRedis(binary, folder.redis),
  ]);
  const service = { url: await postgres.ensureDatabase("pawline"), drop: () => folder.remove() };
  let leases: Leases | undefined;
  const fleet = fleetOf({ ...plan, onEnd: () => noted(() => leases?.note()) });
  const running = await runSandbox({ REDIS_URL: redis.url }, "cloud", {
    launch: fleet.launch,
    service,
    logLevel,
  });
  const { core } = running.sandbox;
  leases = leasesOf(core);
  const clinic = await clinicAt(running);
  const talks = await talksOf(clinic, owners);

  const backlog = async () => {
    const [row] = await core.db.$queryRaw<{ count: number }[]>`
      select ((select count(*) from inbox) + (select count(*) from outbox)
        + (select count(*) from file where state = 'pending'))::int as count`;
    const atBots = (await clinic.hasty.bots()).reduce((sum, { pendingUpdates }) => sum + pendingUpdates, 0);
    return atBots + (row?.count ?? 0);
  };

  return {
    clinic,
    core,
    fleet,
    leases,
    talks,
    log: running.log,
    backlog,
    async pass(ms = STEP) {
      await fleet.works();
      await quiet(backlog);
      await uncaught(leases, ms);
      await clinic.hasty.advance(ms);
    },
    async restartPostgres() {
      await postgres.stop();
      postgres = await startPostgres({ ...cluster, port: postgres.port });
      // What was sent meanwhile could not be written down.
      await noted(() => leases?.note());
    },
    async restartRedis() {
      await redis.stop();
      redis = await startRedis(binary, folder.redis, redis.port);
    },
    async emptyRedis() {
      const client = new Redis(redis.url);
      await client.flushall();
      client.disconnect();
    },
    close: () => running.close(),
  };
}

/** Resolves when what is counted stays the same for a while. */
async function quiet(count: () => Promise<number>): Promise<void> {
  for (let before = -1, now = await count(); before !== now; before = now, now = await count())
    await passed(QUIET_MS);
}

async function uncaught(leases: Leases | undefined, ms: number): Promise<void> {
  if (!(await leases?.caught(ms))) return;
  await passed(10);
  await uncaught(leases, ms);
}

/** Again until Postgres answers. */
async function noted(note: () => Promise<void> | undefined): Promise<void> {
  for (;;)
    try {
      return await note();
    } catch {
      await passed(50);
    }
}

async function talksOf(
  clinic: Clinic,
  { telegram, whatsapp }: { readonly telegram: number; readonly whatsapp: number },
): Promise<[Talk, ...Talk[]]> {
  const vets = [await clinic.vet("vera-lugova"), await clinic.vet("artyom-berkutov")] as const;
  const talk = async (index: number): Promise<Talk> => {
    const onWhatsApp = index >= telegram;
    const owner = await clinic.owner(
      NAMES[index % NAMES.length] ?? "",
      onWhatsApp ? WHATSAPP.name : undefined,
    );
    const vet = vets[index % 2 === 0 ? 0 : 1];
    const taken = await clinic.taken(owner, vet);
    // A case without a first word goes back to the queue.
    await vet.seat.say("Hello", { topic: taken.topic });
    await owner.seat.say("Hello");
    return { ...taken, owner, vet, whatsapp: onWhatsApp };
  };
  const talks: [Talk, ...Talk[]] = [await talk(0)];
  for (let index = 1; index < telegram + whatsapp; index++) talks.push(await talk(index));
  return talks;
}
