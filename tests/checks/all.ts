/** `npm run check`: every script of package.json named `check:…`, a few at once, and what each said in one piece. */
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";

const PREFIX = "check:";

/** @returns whether it found nothing */
async function run(name: string): Promise<boolean> {
  const child = spawn("npm", ["run", "--silent", name], { stdio: ["ignore", "pipe", "pipe"] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => void said.push(chunk));
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null));
    child.once("close", resolve);
  });
  process.stdout.write(`${code === 0 ? "✓" : "✗"} ${name}\n${Buffer.concat(said).toString()}`);
  return code === 0;
}

const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  await readFile(new URL("../../package.json", import.meta.url), "utf8"),
);
const waiting = Object.keys(scripts).filter((name) => name.startsWith(PREFIX));
const results: boolean[] = [];
async function work(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) results.push(await run(name));
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
process.exitCode = results.every(Boolean) ? 0 : 1;
