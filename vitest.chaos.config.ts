import { env } from "node:process";
import { defineConfig } from "vitest/config";
import base from "./vitest.config.ts";

/**
 * The long storm: `npm run chaos`. `CHAOS_SEED` plays one again, `CHAOS_KILLS` makes it shorter or longer,
 * `CHAOS_LOG` names the file for what its processes log.
 */
export default defineConfig({
  test: {
    ...base.test,
    include: ["tests/chaos/**/*.test.ts"],
    maxWorkers: 1,
    env: {
      ...base.test?.env,
      CHAOS_KILLS: env["CHAOS_KILLS"] ?? "200",
      CHAOS_SEED: env["CHAOS_SEED"] ?? String(Date.now() % 1_000_000),
    },
  },
});
