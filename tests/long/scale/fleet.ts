import { fork, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect } from "vitest";
import { OWNER_BOT, STAFF_BOT } from "../../../sandbox/bots.ts";
import { freePort } from "../../../sandbox/postgres/ports.ts";
import { startRig, type Rig } from "../../integration/telegram-server/support.ts";
import { testDatabase, type TestDatabase } from "../../support/database.ts";
import { line, type Line } from "./line.ts";

const MAIN = fileURLToPath(new URL("../../../main.ts", import.meta.url));
const METRICS_TOKEN = "a-token-of-a-test";

export interface Member {
  readonly role: "bots" | "webhooks";
  /** Asks it to end, as Kubernetes does; resolves to its exit code when it has. */
  end(): Promise<number | null>;
  /** What `/ready` answers; undefined: nobody does. */
  ready(): Promise<number | undefined>;
  /** The value of a metric, its kinds added together. */
  metric(name: string): Promise<number>;
  /** Requests from the world that went to it. */
  readonly asked: () => number;
}

export interface Fleet {
  readonly rig: Rig;
  readonly database: TestDatabase;
  start: (role: Member["role"]) => Promise<Member>;
  /** How often a method of the Bot API was called, with any of the bots. */
  called: (method: string) => number;
  /** What processes have logged at the level of warnings and above. */
  readonly log: readonly string[];
  /** Names of the leases that are held now. */
  leases: () => Promise<string[]>;
}

/** Processes of one service on one database, behind a balancer that asks each whether it is ready. */
export function fleetForFile(env: NodeJS.ProcessEnv & { readonly polls?: "yes" }): Fleet {
  const fleet = { log: [] as string[] } as Fleet & { log: string[] };
  const calls: string[] = [];
  const doors: { port: number; asked: number; open: boolean }[] = [];
  const children = new Set<ChildProcess>();
  let turn = 0;
  let lines: { api: Line; world: Line };
  let dataDir = "";
  const secretsKey = randomBytes(32).toString("base64");

  beforeAll(async () => {
    const [rig, database] = await Promise.all([startRig({}, {}, false), testDatabase()]);
    for (const bot of [OWNER_BOT, STAFF_BOT]) rig.telegram.addBot(bot.token, bot);
    dataDir = await mkdtemp(join(tmpdir(), "pawline-fleet-"));
    const api = Number(new URL(rig.telegram.url).port);
    lines = {
      api: await line((path) => {
        calls.push(path.split("/").at(-1) ?? "");
        return api;
      }),
      world: await line(() => {
        const open = doors.filter((door) => door.open);
        const door = open[turn++ % open.length];
        if (door) door.asked += 1;
        return door?.port;
      }),
    };
    Object.assign(fleet, { rig, database });
  });

  afterAll(async () => {
    for (const child of children) child.kill("SIGKILL");
    await Promise.all([lines.api.close(), lines.world.close()]);
    const { violations } = fleet.rig.telegram.world;
    await fleet.rig.close();
    await fleet.database.drop();
    await rm(dataDir, { recursive: true, force: true });
    expect(violations).toEqual([]);
  });

  fleet.called = (method) => calls.filter((called) => called === method).length;
  fleet.leases = async () =>
    (
      await fleet.database.db.$queryRaw<{ name: string }[]>`
        select name from lease where until > clock_timestamp() order by name`
    ).map(({ name }) => name);

  fleet.start = async (role) => {
    const port = await freePort();
    const { polls, ...more } = env;
    const child = fork(MAIN, ["start", "--role", role], {
      execArgv: ["--import", "tsx"],
      env: {
        ...process.env,
        NODE_NO_WARNINGS: "1",
        PAWLINE_SANDBOX: "1",
        OWNER_BOT_TOKEN: OWNER_BOT.token,
        STAFF_BOT_TOKEN: STAFF_BOT.token,
        TELEGRAM_API_ROOT: lines.api.url,
        DATABASE_URL: fleet.database.url,
        SECRETS_KEY: secretsKey,
        DATA_DIR: dataDir,
        PUBLIC_URL: polls ? "" : lines.world.url,
        PORT: String(port),
        HEALTH_PORT: String(port),
        METRICS_TOKEN,
        LOG_LEVEL: "warn",
        ...more,
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    children.add(child);
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      // What is said to the person who starts it is no entry of the log.
      if (stream)
        createInterface({ input: stream }).on(
          "line",
          (text) => void (text.startsWith("{") ? fleet.log : said).push(text),
        );
    const ended = once(child, "exit").then(() => void children.delete(child));
    const started = await Promise.race([once(child, "message"), ended]);
    if (!started || !("ready" in Object(started[0])))
      throw new Error(`A process did not start:\n${[...said, ...fleet.log].join("\n")}`);

    const door = { port, asked: 0, open: role === "webhooks" };
    doors.push(door);
    const ask = async (path: string) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        headers: { authorization: `Bearer ${METRICS_TOKEN}`, connection: "close" },
      });
    const ready = async () => (await ask("/ready").catch(() => undefined))?.status;
    // As a balancer does it, which has no other way to learn that somebody is going.
    const looking = setInterval(() => {
      void ready().then((status) => {
        door.open = role === "webhooks" && status === 200;
      });
    }, 100);
    const over = ended.then(() => {
      clearInterval(looking);
      door.open = false;
    });
    return {
      role,
      ready,
      asked: () => door.asked,
      async end() {
        child.kill("SIGTERM");
        await over;
        return child.exitCode;
      },
      async metric(name) {
        const text = await (await ask("/metrics")).text();
        const values = text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, "gm"));
        return [...values].reduce((sum, [, value]) => sum + Number(value), 0);
      },
    };
  };
  return fleet;
}
