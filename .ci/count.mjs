// Reads the JSON report of vitest and prints one line: "12 passed, 0 failed, 1 skipped".
import { readFileSync } from "node:fs";

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // The run did not get as far as a report.
    return { testResults: [], success: false };
  }
}

const { testResults, success } = read(process.argv[2]);
const tests = testResults.flatMap((file) => file.assertionResults);
const count = (...states) => tests.filter((test) => states.includes(test.status)).length;

// A file that could not be loaded has no failed test in it; errors outside of any test fail the run alone.
const broken = testResults.filter(
  (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
).length;
const passed = count("passed");
const failed = Math.max(count("failed") + broken, success && passed > 0 ? 0 : 1);
const skipped = count("pending", "skipped", "todo", "disabled");

process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
process.exitCode = failed > 0 ? 1 : 0;
