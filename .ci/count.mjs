// Reads JSON reports of vitest; says what failed, and last in one line of all of them: "12 passed, 0 failed, 1 skipped".
import { readFileSync } from "node:fs";
import { relative } from "node:path";

/** Of what a test says when it fails: what was wanted, without where in the code that was. */
const MOST_LINES = 6;

function read(report) {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return { testResults: [], success: false, missing: `${report}: the run did not get as far as a report` };
  }
}

const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

for (const report of process.argv.slice(2)) {
  const { testResults, success, missing } = read(report);
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, file: name })),
  );
  const inState = (...states) => tests.filter(({ status }) => states.includes(status));
  const failed = inState("failed").map(({ file, fullName, failureMessages }) =>
    told(file, fullName, failureMessages.join("\n")),
  );
  // A file that could not be loaded has no failed test in it; errors outside of any test fail the run alone.
  const broken = testResults
    .filter(
      ({ status, assertionResults: all }) =>
        status === "failed" && all.every((test) => test.status !== "failed"),
    )
    .map(({ name, message }) => told(name, "(the file)", message));
  const passed = inState("passed").length;
  const found = [...failed, ...broken];
  if (found.length === 0 && !(success && passed > 0))
    found.push(missing ?? `${report}: the run failed outside of any test`);
  total.passed += passed;
  total.failed += found.length;
  total.skipped += inState("pending", "skipped", "todo", "disabled").length;
  failures.push(...found);
}

function told(file, name, message) {
  const lines = (message ?? "").split("\n").filter((line) => line.trim() !== "");
  return [
    `${relative(process.cwd(), file)} > ${name}`,
    ...lines.slice(0, MOST_LINES).map((line) => `    ${line}`),
  ].join("\n");
}

for (const failure of failures) process.stdout.write(`FAILED ${failure}\n`);
const { passed, failed, skipped } = total;
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
process.exitCode = failed > 0 ? 1 : 0;
