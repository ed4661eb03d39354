import { defineConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** What takes longer than a change should wait for: `npm run test:long`. */
export default defineConfig({
  test: { ...base.test, include: ["tests/long/**/*.test.ts"], exclude: [], testTimeout: 120_000 },
});
