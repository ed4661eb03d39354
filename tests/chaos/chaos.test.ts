import { env, stdout } from "node:process";
import { describe, expect, it } from "vitest";
import { redis } from "../support/redis.ts";
import { storm } from "./storm.ts";

const seed = Number(env["CHAOS_SEED"] ?? 1);
const kills = Number(env["CHAOS_KILLS"] ?? 3);
const long = kills > 20;
const binary = redis?.binary;

describe.runIf(binary)("a service of several processes", () => {
  it(
    `loses nothing, killed ${kills} times while all around it fails (CHAOS_SEED=${seed})`,
    { timeout: 180_000 + kills * 30_000 },
    async () => {
      if (!binary) throw new Error("no Redis");
      const aftermath = await storm({
        seed,
        kills,
        redis: binary,
        roles: long ? ["bots", "bots", "webhooks", "webhooks"] : ["bots", "bots", "webhooks"],
        owners: long ? { telegram: 4, whatsapp: 2 } : { telegram: 1, whatsapp: 1 },
        logTo: env["CHAOS_LOG"],
        tell: (line) => void (long && stdout.write(`${line}\n`)),
      });
      expect(aftermath).toEqual({ breaches: [], violations: [], setAside: 0 });
    },
  );
});
