import { readdirSync, readFileSync } from "node:fs";

/** Ticks of /proc a second: Linux has had no other number for decades. */
const TICKS = 100;

interface Stat {
  readonly parent: number;
  readonly seconds: number;
  /** Of its children that have ended. */
  readonly ended: number;
}

/** What Linux tells of a process; undefined: it is gone, or this is no Linux. */
function statOf(pid: number | string): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is a name in brackets, which may hold anything.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [parent = 0, ...ticks] = [1, 11, 12, 13, 14].map((index) => Number(fields[index]));
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = ticks;
    return { parent, seconds: (user + system) / TICKS, ended: (endedUser + endedSystem) / TICKS };
  } catch {
    return undefined;
  }
}

/** Seconds of processor time that a process has used so far; NaN where there is no /proc. */
export const secondsOf = (pid: number): number => statOf(pid)?.seconds ?? Number.NaN;

/** The same of a process and all that it has started, such as Postgres and the processes of its connections. */
export function secondsOfAll(root: number): number {
  const own = statOf(root);
  let sum = own ? own.seconds + own.ended : Number.NaN;
  try {
    for (const pid of readdirSync("/proc")) {
      const stat = /^\d+$/.test(pid) ? statOf(pid) : undefined;
      if (stat?.parent === root) sum += stat.seconds;
    }
  } catch {
    return Number.NaN;
  }
  return sum;
}

export const parentOf = (pid: number): number => statOf(pid)?.parent ?? 0;
