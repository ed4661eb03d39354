import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const isLong = ({ moduleId }: TestSpecification): boolean => moduleId.includes("/tests/e2e/");

/** Files that start whole services take longest: begun last, one of them would keep a single core busy at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** Where to leave a report for machines as well, if anywhere. */
const report = process.env["TEST_REPORT"];

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // The bench installs its peers, with tests of their own, below tests/.
    exclude: ["tests/long/**", "**/node_modules/**"],
    globalSetup: ["tests/support/setup.ts"],
    // A file leaves nothing behind in its process, and what it loads takes longer than most files run.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Much of a test is waiting, for Postgres, a bot or a browser: half as many again as a small machine has cores.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
    restoreMocks: true,
    env: { LOG_LEVEL: "silent" },
  },
});
