/** Checks that flows speak of no messenger: what is written once runs on each of them. Prints each line that does. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FLOWS = new URL("../../bots/owner/flows/", import.meta.url);
const MESSENGERS = /telegram|whats ?app|grammy|telegraf|\bt\.me\b|\bwa\.me\b/i;

const findings = readdirSync(FLOWS, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .flatMap((name) => {
    const file = fileURLToPath(new URL(name, FLOWS));
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.flatMap((line, index) =>
      MESSENGERS.test(line) ? [`bots/owner/flows/${name}:${index + 1}: ${line.trim()}`] : [],
    );
  });

for (const finding of findings) console.log(finding);
console.log(findings.length === 0 ? "Flows: no word of a messenger." : "A flow knows no messenger.");
process.exitCode = findings.length === 0 ? 0 : 1;
