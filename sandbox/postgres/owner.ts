import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { startTime } from "./processes.ts";

const Owner = z.object({ pid: z.int(), startTime: z.string().optional() });

const ownerFile = (folder: string) => join(folder, "owner.json");

function readOwner(folder: string): z.infer<typeof Owner> | undefined {
  try {
    return Owner.parse(JSON.parse(readFileSync(ownerFile(folder), "utf8")));
  } catch {
    // Missing or damaged: nobody is known to need the server.
    return undefined;
  }
}

/** Whether a process other than this one started the server in `folder` and still lives. */
export function ownedByAnother(folder: string): boolean {
  const owner = readOwner(folder);
  if (!owner || owner.pid === process.pid) return false;
  const current = startTime(owner.pid);
  return current !== undefined && current === owner.startTime;
}

/** From now on this process answers for the server in `folder`: its `stop()` stops it. */
export function takeOwnership(folder: string): void {
  const owner: z.infer<typeof Owner> = { pid: process.pid, startTime: startTime(process.pid) };
  const draft = `${ownerFile(folder)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
  renameSync(draft, ownerFile(folder));
}
