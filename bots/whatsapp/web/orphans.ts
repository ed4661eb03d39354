/**
 * What a killed process leaves behind: its Chromium lives on and holds the profile, and a lock that names it stays in
 * the folder. Both keep the next one from starting ("the browser is already running").
 */
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The processes of this machine, with their whole command lines. */
async function processes(): Promise<Process[]> {
  if (process.platform === "linux") return fromProc();
  if (process.platform === "win32") return [];
  const { stdout } = await run("ps", ["-axww", "-o", "pid=,ppid=,command="], { maxBuffer: 16 << 20 });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

async function fromProc(): Promise<Process[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      try {
        const [line, stat] = await Promise.all([
          readFile(`/proc/${pid}/cmdline`, "utf8"),
          readFile(`/proc/${pid}/stat`, "utf8"),
        ]);
        // The name in brackets may hold anything; what follows the last one is fixed: state, parent …
        const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        if (state === "Z") return [];
        return [{ pid: Number(pid), parent: Number(parent), command: line.replaceAll("\0", " ") }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    }),
  );
  return found.flat();
}

/** Browsers that have this profile open: the main process of each. */
async function browsersOf(profile: string): Promise<Process[]> {
  const argument = `--user-data-dir=${profile} `;
  return (await processes()).filter(
    ({ pid, command }) =>
      pid !== process.pid && `${command} `.includes(argument) && !command.includes("--type="),
  );
}

const END_MS = 5_000;
const LOOK_MS = 50;

/** Ends whatever browser still has our profile open, and removes its locks. Returns how many there were. */
export async function endOrphans(profile: string): Promise<number> {
  const found = await browsersOf(profile);
  for (const { pid } of found) signal(pid, "SIGTERM");
  for (let waited = 0; waited < END_MS && (await browsersOf(profile)).length > 0; waited += LOOK_MS)
    await delay(LOOK_MS);
  for (const { pid } of await browsersOf(profile)) signal(pid, "SIGKILL");
  const locks = ["SingletonLock", "SingletonCookie", "SingletonSocket"];
  await Promise.all(locks.map((name) => rm(join(profile, name), { force: true })));
  return found.length;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}

/** A process and all that it started, directly or not. */
export async function treeOf(root: number): Promise<Process[]> {
  const all = await processes();
  const tree = new Set([root]);
  // In no particular order: again until nothing is added.
  for (let before = 0; before !== tree.size;) {
    before = tree.size;
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid);
  }
  return all.filter(({ pid }) => tree.has(pid));
}

/** Memory of a process and all that it started, bytes (shared pages counted once); undefined where nobody can tell. */
export async function memoryOf(root: number): Promise<number | undefined> {
  if (process.platform !== "linux") return undefined;
  let total = 0;
  for (const { pid } of await treeOf(root)) total += await proportional(pid);
  return total;
}

async function proportional(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
}
