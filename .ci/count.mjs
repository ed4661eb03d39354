// Reads JSON reports of vitest and prints one line of all of them: "12 passed, 0 failed, 1 skipped".
import { readFileSync } from "node:fs";

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // The run did not get as far as a report.
    return { testResults: [], success: false };
  }
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const file of process.argv.slice(2)) {
  const { testResults, success } = read(file);
  const tests = testResults.flatMap((file) => file.assertionResults);
  const count = (...states) => tests.filter((test) => states.includes(test.status)).length;
  // A file that could not be loaded has no failed test in it; errors outside of any test fail the run alone.
  const broken = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  ).length;
  const passed = count("passed");
  total.passed += passed;
  total.failed += Math.max(count("failed") + broken, success && passed > 0 ? 0 : 1);
  total.skipped += count("pending", "skipped", "todo", "disabled");
}

const { passed, failed, skipped } = total;
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
process.exitCode = failed > 0 ? 1 : 0;
