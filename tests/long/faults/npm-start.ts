import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Somebody without privileges, if there is a way to become them; undefined: as ourselves. */
export function normalUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(spawnSync("id", [flag, "nobody"], { encoding: "utf8" }).stdout);
  return { uid: id("-u"), gid: id("-g") };
}

export interface Ran {
  /** What it wrote to both its outputs, line by line. */
  readonly lines: readonly string[];
  readonly code: number | null;
}

export interface Started {
  /** The address that its ready line names. */
  readonly url: string;
  readonly lines: readonly string[];
  readonly ms: number;
  /** Ctrl-C: the whole foreground group hears it. Resolves when the command has ended. */
  interrupt(): Promise<number | null>;
}

export type User = ReturnType<typeof normalUser>;

/** A data folder of its own, for whoever is to use it. */
export async function dataFolder(user?: User): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pawline-start-"));
  if (user) await chown(folder, user.uid, user.gid);
  return folder;
}

function run(command: string, env: Record<string, string>, user?: User) {
  const child = spawn("npm", ["run", command], {
    cwd: ROOT,
    env: { PATH: process.env["PATH"], HOME: env["DATA_DIR"], LOG_LEVEL: "error", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    ...user,
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on("line", (line) => lines.push(line));
  // Not "exit": the outputs are read to their end.
  const ended = once(child, "close").then((): number | null => child.exitCode);
  return { child, lines, ended };
}

/** A command of package.json, to its end. */
export async function npmRun(command: string, env: Record<string, string>, user?: User): Promise<Ran> {
  const { lines, ended } = run(command, env, user);
  return { lines, code: await ended };
}

/** `npm start`, until it says where it is. @throws when it ends before, or after a minute, with what it said */
export async function npmStart(env: Record<string, string>, user?: User): Promise<Started> {
  const since = performance.now();
  const { child, lines, ended } = run("start", env, user);
  const deadline = AbortSignal.timeout(60_000);
  const over = ended.then(() => "ended");
  for (;;) {
    const ready = lines.find((line) => /http:\/\//.test(line));
    const [url] = /http:\/\/[\w.:]+/.exec(ready ?? "") ?? [];
    if (url !== undefined)
      return {
        url,
        lines,
        ms: performance.now() - since,
        async interrupt() {
          process.kill(-(child.pid ?? 0), "SIGINT");
          return ended;
        },
      };
    const next = Promise.race([once(child.stdout, "data", { signal: deadline }), over]);
    if ((await next.catch(() => "late")) === "ended" || deadline.aborted)
      throw new Error(`npm start was not ready:\n${lines.join("\n")}`);
  }
}

/** Commands of processes that work in a folder, or were started for it. */
export async function processesOf(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of await readdir("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    const read = (what: string) => readFile(`/proc/${pid}/${what}`, "utf8").catch(() => "");
    const command = await read("cmdline");
    if (command.includes(folder) || (await read("environ")).includes(folder))
      found.push(command.replaceAll("\0", " "));
  }
  return found;
}
