import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** How to start a Redis server. */
export interface RedisBinary {
  command: string;
  /** Where its libraries are, when the system does not have them: LD_LIBRARY_PATH. */
  libraries?: string;
}

export const environmentOf = ({ libraries }: RedisBinary): NodeJS.ProcessEnv => ({
  ...process.env,
  ...(libraries && { LD_LIBRARY_PATH: libraries }),
});

const CACHE = join(import.meta.dirname, "../../node_modules/.cache/redis");
/** The server and the libraries it needs, which a bare Debian lacks. */
const PACKAGES = ["redis-server", "redis-tools", "liblzf1", "libjemalloc2", "libatomic1"];
/** Two minutes for a package index and a few megabytes; whoever has no network is told much sooner. */
const TIMEOUT = 120_000;

function unpacked(): RedisBinary | undefined {
  const command = join(CACHE, "usr/bin/redis-server");
  if (!existsSync(command)) return undefined;
  // One folder below is named after the machine's architecture.
  const folder = join(CACHE, "usr/lib");
  return {
    command,
    libraries: readdirSync(folder)
      .map((name) => join(folder, name))
      .join(":"),
  };
}

const runs = (binary: RedisBinary) =>
  spawnSync(binary.command, ["--version"], { env: environmentOf(binary) }).status === 0;

/** Debian's packages into the cache: downloaded and unpacked, not installed, so that nobody need be root. */
async function fetchPackages(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), "pawline-redis-"));
  const apt = (options: string[], ...args: string[]) =>
    execute("apt-get", ["-q", "-o", "APT::Sandbox::User=root", ...options, ...args], {
      cwd: work,
      timeout: TIMEOUT,
    });
  // An index of our own, for a machine whose index was never fetched.
  const ownIndex = ["-o", `Dir::State::lists=${work}/lists`, "-o", `Dir::Cache=${work}/cache`];
  try {
    try {
      await apt([], "download", ...PACKAGES);
    } catch {
      mkdirSync(join(work, "lists/partial"), { recursive: true });
      mkdirSync(join(work, "cache/archives/partial"), { recursive: true });
      await apt(ownIndex, "update");
      await apt(ownIndex, "download", ...PACKAGES);
    }
    // Under another name until complete.
    const draft = `${CACHE}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    for (const name of readdirSync(work).filter((name) => name.endsWith(".deb"))) {
      await execute("dpkg", ["-x", join(work, name), draft]);
    }
    rmSync(CACHE, { recursive: true, force: true });
    renameSync(draft, CACHE);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The machine's Redis, else Debian's, fetched once into node_modules/.cache; `undefined` when neither is to be had. */
export async function findRedis(): Promise<RedisBinary | undefined> {
  const installed = { command: "redis-server" };
  if (runs(installed)) return installed;
  const cached = unpacked();
  if (cached && runs(cached)) return cached;
  try {
    await fetchPackages();
  } catch {
    return undefined;
  }
  const fetched = unpacked();
  return fetched && runs(fetched) ? fetched : undefined;
}
