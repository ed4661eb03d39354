import { readFile, rm } from "node:fs/promises";
import { z } from "zod";
import type { SandboxConfig } from "../core/platform/config.ts";
import { placesIn } from "./places.ts";
import { removePostgres } from "./postgres/postgres.ts";

const running = z.object({ url: z.url() });

/** Empties the sandbox: through its control API while it runs, else by deleting its data. Returns what to tell. */
export async function resetSandbox({ dataDir }: SandboxConfig): Promise<string> {
  const places = placesIn(dataDir);
  const told = await readFile(places.running, "utf8").catch(() => undefined);
  const at = told === undefined ? undefined : running.safeParse(JSON.parse(told)).data;
  if (at && (await resetRunning(at.url))) return "The running sandbox is empty again.";
  await removePostgres(places.postgres);
  await rm(places.root, { recursive: true, force: true });
  return "The sandbox is empty. npm start sets it up anew.";
}

async function resetRunning(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/reset`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url },
      body: "{}",
    });
    return response.ok;
  } catch {
    return false; // it was killed and left its note behind
  }
}
