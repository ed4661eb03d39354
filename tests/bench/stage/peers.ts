import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const FOLDER = join(import.meta.dirname, "../peers");

/** Installs what we are measured against, as its lock file says, unless it is there: the service needs none of it. */
export async function installPeers(): Promise<void> {
  if (existsSync(join(FOLDER, "node_modules/chat"))) return;
  await promisify(execFile)("npm", ["ci", "--no-audit", "--no-fund"], { cwd: FOLDER });
}
