import { rm } from "node:fs/promises";
import type { SandboxConfig } from "../core/platform/config.ts";
import { placesIn } from "./places.ts";
import { removePostgres } from "./postgres/postgres.ts";
import { findRunning } from "./running.ts";

/** Empties the sandbox: through its control API while it runs, else by deleting its data. Returns what to tell. */
export async function resetSandbox({ dataDir }: SandboxConfig): Promise<string> {
  const places = placesIn(dataDir);
  const running = await findRunning(places.running);
  if (running) {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${running.url}/api/reset`, { method: "POST", headers, body: "{}" });
    if (!response.ok)
      throw new Error(`The running sandbox could not be reset (${response.status}). Stop it and try again.`);
    return "The running sandbox is empty again.";
  }
  await removePostgres(places.postgres);
  await rm(places.root, { recursive: true, force: true });
  return "The sandbox is empty. npm start sets it up anew.";
}
