import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** The words a running process was started with, joined by spaces; `undefined` when there is no such process. */
export function commandLine(pid: number): string | undefined {
  const proc = attempt(() => readFileSync(`/proc/${pid}/cmdline`, "utf8"));
  if (proc !== undefined) return proc.replaceAll("\0", " ").trim() || undefined;
  if (process.platform === "linux") return undefined;
  return (
    spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim() || undefined
  );
}

/**
 * Tells a process from a later one with the same number: its start time, in clock ticks since boot
 * (field 22 of `/proc/PID/stat`, see proc(5)) or as `ps` words it. `undefined` when there is no such process.
 */
export function startTime(pid: number): string | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  // The second field is the program's name, which may hold spaces and brackets: count from behind it.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  // A zombie has ended; only its parent does not know yet.
  if (fields) return fields[0] === "Z" ? undefined : fields[19];
  if (process.platform === "linux") return undefined;
  return (
    spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim() || undefined
  );
}
