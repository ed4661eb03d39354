import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The user a server process runs as; `undefined` means: as ourselves. */
export type ServerUser = { uid: number; gid: number } | undefined;

const isRoot = () => process.getuid?.() === 0;

/** Postgres refuses to run as root, and initdb wants a user that has a name. */
const CANDIDATES = ["postgres", "nobody"];

function lookUp(name: string): ServerUser {
  const id = (flag: string) => spawnSync("id", [flag, name], { encoding: "utf8" });
  const uid = id("-u");
  return uid.status === 0 ? { uid: Number(uid.stdout), gid: Number(id("-g").stdout) } : undefined;
}

/**
 * Whom to run the server as. Data that exist stay with their owner, so a folder first used by a normal user
 * and later by root keeps working.
 * @param data the cluster's data folder, whether or not it exists
 */
export function serverUser(data: string): ServerUser {
  if (!isRoot()) return undefined;
  const owner = statSync(data, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of CANDIDATES) {
    const user = lookUp(name);
    if (user) return user;
  }
  throw new Error(
    `Postgres cannot run as root, and this system has no user named ${CANDIDATES.join(" or ")}`,
  );
}

/** Whether `user` may enter the folder: a parent closed to others is enough to keep it out. */
export function mayEnter(user: ServerUser, folder: string): boolean {
  if (!user) return true;
  return spawnSync("test", ["-x", folder], { ...user, cwd: "/" }).status === 0;
}

/** Makes a folder of this machine, outside the project, that the server's user may enter; returns its path. */
export function machineFolder(): string {
  const folder = isRoot() ? "/var/lib/pawline" : join(homedir(), ".cache/pawline");
  mkdirSync(folder, { recursive: true });
  // Not left to the umask, which may close it to others.
  chmodSync(folder, 0o755);
  return folder;
}
