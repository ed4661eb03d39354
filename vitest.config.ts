import { defineConfig } from "vitest/config";

/** Where to leave a report for machines as well, if anywhere. */
const report = process.env["TEST_REPORT"];

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
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
    restoreMocks: true,
    env: { LOG_LEVEL: "silent" },
  },
});
