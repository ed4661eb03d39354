import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/long/**"],
    globalSetup: ["tests/support/setup.ts"],
    // Much of a test is waiting for Postgres or a bot: one process for each core and no more.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    restoreMocks: true,
    env: { LOG_LEVEL: "silent" },
  },
});
