import { execFile } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import {
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import { binariesFor } from "./binaries.ts";
import { machineFolder, mayEnter, serverUser, type ServerUser } from "./server-user.ts";

const execute = promisify(execFile);

/** A folder with all that belongs to one Postgres: `data/`, `password`, `postgres.log`, `owner.json`. */
export interface Cluster {
  /** What the caller named. */
  asked: string;
  /** The same, or where it had to be moved so that the server's user can reach it. */
  folder: string;
  data: string;
  user: ServerUser;
  password: string;
  /** Runs one of Postgres' programs as the server's user; rejects when it fails. */
  run: (program: "initdb" | "pg_ctl", args: string[]) => Promise<void>;
}

function give(path: string, user: ServerUser): void {
  if (user) chownSync(path, user.uid, user.gid);
}

/** The folder itself, or one that the server's user can reach, the same for the same folder every time. */
function reachable(folder: string): { folder: string; user: ServerUser } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const near = realpathSync(folder);
  const user = serverUser(join(near, "data"));
  give(near, user);
  if (mayEnter(user, near)) return { folder: near, user };
  const key = createHash("sha256").update(near).digest("hex").slice(0, 12);
  const far = join(machineFolder(), `${basename(near)}-${key}`);
  mkdirSync(far, { recursive: true, mode: 0o700 });
  give(far, user);
  return { folder: far, user };
}

/** Written whole under another name and then linked, so that of two processes both read the same one. */
function passwordIn(folder: string, user: ServerUser): string {
  const file = join(folder, "password");
  if (!existsSync(file)) {
    const draft = `${file}.${randomUUID()}`;
    writeFileSync(draft, randomBytes(18).toString("base64url"), { mode: 0o600 });
    give(draft, user);
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readFileSync(file, "utf8").trim();
}

/** Opens the cluster's folder, making what is missing but the data. */
export function openCluster(dir: string): Cluster {
  const { folder, user } = reachable(resolve(dir));
  const password = passwordIn(folder, user);
  const bin = binariesFor(user);
  return {
    asked: resolve(dir),
    folder,
    data: join(folder, "data"),
    user,
    password,
    run: async (program, args) => {
      const env = { ...process.env, LC_ALL: "C" };
      await execute(join(bin, program), args, { ...user, cwd: "/", env });
    },
  };
}

/** Makes the data folder unless it exists: under another name until complete, so it is never half made. */
export async function initialise({ folder, data, run }: Cluster): Promise<void> {
  if (existsSync(join(data, "PG_VERSION"))) return;
  const draft = join(folder, `data.${randomUUID()}`);
  const access = ["-U", "postgres", "-A", "scram-sha-256", `--pwfile=${join(folder, "password")}`];
  // Postgres' own locale: the same order of texts on every machine.
  const locale = ["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  try {
    await run("initdb", ["-D", draft, ...access, ...locale, "--no-sync", "--no-instructions"]);
    renameSync(draft, data);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process made it meanwhile.
    if (!existsSync(join(data, "PG_VERSION"))) throw error;
  }
}
