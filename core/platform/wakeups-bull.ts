import Queue from "bull";
import { Redis } from "ioredis";
import type { Log } from "./log.ts";
import { wakeupsOver, type Topic, type Transport, type Wakeups, type WakeupsOptions } from "./wakeups.ts";

export interface BullWakeupsOptions extends WakeupsOptions {
  readonly redisUrl: string;
  /** In front of every key in Redis: services that share one Redis differ in it. */
  readonly prefix?: string;
}

/** How long anything waits for Redis, which may be gone, in milliseconds. */
const PATIENCE = 2_000;

/** A job only wakes, so it is done in no time: one that was lost with its process is soon given to another. */
const SETTINGS: Queue.AdvancedSettings = {
  lockDuration: 3_000,
  stalledInterval: 3_000,
  maxStalledCount: 3,
  retryProcessDelay: 1_000,
};

const DONE: Queue.JobOptions = { removeOnComplete: true, removeOnFail: true };

type Role = "client" | "subscriber" | "bclient";

/** Connections for Bull: one for each queue to wait on, the others shared. Bull itself never closes them. */
function connections(redisUrl: string, log: Log) {
  const open = new Set<Redis>();
  const shared = new Map<Role, Redis>();
  let over = false;

  function make(role: Role): Redis {
    // What waits for jobs waits for ever; an order to Redis fails when it cannot be reached, and the sweep goes on.
    const client = new Redis(redisUrl, {
      maxRetriesPerRequest: role === "client" ? 1 : null,
      enableReadyCheck: false,
      connectTimeout: 5_000,
      // Bull may ask for one after the end: a queue that was still being opened. It is never connected.
      lazyConnect: over,
      // Back within a second of Redis being back.
      retryStrategy: (times) => Math.min(times * 50, 1_000),
    });
    let reachable = true;
    client.on("ready", () => (reachable = true));
    client.on("error", (error) => {
      if (reachable)
        log.warn({ kind: role, error }, "Redis cannot be reached; sweeps find the work meanwhile");
      reachable = false;
    });
    open.add(client);
    if (over) client.disconnect();
    return client;
  }

  return {
    createClient: (role: Role): Redis => {
      if (role === "bclient") return make(role);
      const client = shared.get(role) ?? make(role);
      shared.set(role, client);
      return client;
    },
    disconnectAll: () => {
      over = true;
      for (const client of open) client.disconnect();
    },
  };
}

/** At most one wake-up of a topic is on its way from this process: another that comes meanwhile follows it. */
function sender(send: (topic: Topic) => Promise<unknown>, log: Log) {
  const onTheirWay = new Map<Topic, Promise<void>>();
  const again = new Set<Topic>();

  async function sendAll(topic: Topic): Promise<void> {
    do {
      again.delete(topic);
      try {
        // While a connection comes and goes an order may never be answered: it must not hold back the next.
        await patiently(send(topic));
      } catch (error) {
        log.debug({ topic, error }, "a wake-up was lost; the sweep finds the work");
      }
    } while (again.has(topic));
    onTheirWay.delete(topic);
  }

  return {
    send: (topic: Topic): void => {
      if (onTheirWay.has(topic)) again.add(topic);
      else onTheirWay.set(topic, sendAll(topic));
    },
    idle: () => onTheirWay.size === 0,
    sent: () => Promise.all(onTheirWay.values()),
  };
}

/** Resolves when the work does, or after a while without it. */
async function patiently(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE)));
  await Promise.race([work, enough]).finally(() => clearTimeout(timer));
}

/**
 * Wake-ups between processes, over Redis. A job carries nothing: no delay (timers are rows), no id (Bull would
 * drop a second one while the first still runs) and no data. Without Redis the sweeps alone carry the service.
 */
export function bullWakeups({ redisUrl, prefix = "pawline", ...options }: BullWakeupsOptions): Wakeups {
  const { log } = options;

  return wakeupsOver(options, (run): Transport => {
    const { createClient, disconnectAll } = connections(redisUrl, log);
    const queues = new Map<Topic, Queue.Queue>();
    let closed = false;

    function queueOf(topic: Topic): Queue.Queue {
      const known = queues.get(topic);
      if (known) return known;
      const queue = new Queue(topic, { createClient, prefix, settings: SETTINGS });
      // Bull gives its connection a name and looks at nothing when that fails: an unhandled rejection.
      Object.assign(queue, { setWorkerName: () => Promise.resolve() });
      queues.set(topic, queue);
      return queue;
    }

    const { send, idle, sent } = sender((topic) => queueOf(topic).add({}, DONE), log);

    return {
      wake: (topic) => {
        if (!closed) send(topic);
      },
      listen: (topic) => {
        const taking = queueOf(topic).process(() => {
          run(topic);
          return Promise.resolve();
        });
        taking.catch((error: unknown) => {
          if (!closed) log.error({ topic, error }, "wake-ups are not taken; sweeps find the work");
        });
      },
      idle,
      close: async () => {
        closed = true;
        await patiently(sent());
        // Not waiting for its jobs, which take no time: that way of Bull fails when Redis is gone.
        await patiently(Promise.all([...queues.values()].map((queue) => queue.close(true))));
        disconnectAll();
      },
    };
  });
}
