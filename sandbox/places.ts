import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where a sandbox keeps its things, below the data folder. */
export interface Places {
  readonly root: string;
  readonly postgres: string;
  /** What the service keeps: files that people sent. */
  readonly service: string;
  /** Says where a running sandbox is: `{url, pid}`. */
  readonly running: string;
  /** The service's key, made at the first start. */
  readonly secretsKey: string;
}

export function placesIn(dataDir: string): Places {
  const root = join(dataDir, "sandbox");
  mkdirSync(root, { recursive: true });
  return {
    root,
    postgres: join(dataDir, "postgres"),
    service: join(root, "service"),
    running: join(root, "running.json"),
    secretsKey: keptSecret(join(root, "secrets-key")),
  };
}

function keptSecret(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    const secret = randomBytes(32).toString("base64");
    writeFileSync(file, `${secret}\n`, { mode: 0o600 });
    return secret;
  }
}
