import { readFile, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import { offsetClock } from "../core/platform/clock.ts";
import { USUAL_LIMITS } from "../core/platform/variables.ts";
import type { SandboxConfig } from "../core/platform/config.ts";
import type { Core, Settings } from "../core/platform/core.ts";
import { openCore } from "../core/platform/open-core.ts";
import { OWNER_BOT, STAFF_BOT } from "./bots.ts";
import { simulatedGateways } from "./gateways/gateways.ts";
import { WHATSAPP } from "./whatsapp/addresses.ts";
import { placesIn } from "./places.ts";

/** What a running sandbox notes down about itself, for the commands that act on it. */
const note = z.object({ url: z.url(), publicUrl: z.url(), databaseUrl: z.string() });
export type Running = z.infer<typeof note>;

/** Leaves the note; returns how to take it away. The database's address holds a password: only its user may read it. */
export async function noteRunning(file: string, running: Running): Promise<() => Promise<void>> {
  await writeFile(file, JSON.stringify(running), { mode: 0o600 });
  return () => rm(file, { force: true });
}

/** Where the sandbox of a data folder runs; undefined when it does not (or was killed and left its note behind). */
export async function findRunning(
  file: string,
): Promise<(Running & { readonly offsetMs: number }) | undefined> {
  try {
    const running = note.parse(JSON.parse(await readFile(file, "utf8")));
    const answer = await fetch(`${running.url}/api/clock`);
    const { offsetMs } = z.object({ offsetMs: z.number() }).parse(await answer.json());
    return { ...running, offsetMs };
  } catch {
    return undefined;
  }
}

/** What the service of the sandbox is configured with, as use cases see it. */
export const settingsOf = (
  publicUrl: string,
  {
    defaultLocale,
    whatsapp,
  }: Pick<SandboxConfig, "defaultLocale"> & Partial<Pick<SandboxConfig, "whatsapp">>,
): Settings => ({
  publicUrl,
  gateways: [...Object.keys(simulatedGateways), "telegram"],
  cashierLimits: USUAL_LIMITS,
  ownerBot: OWNER_BOT.username,
  staffBot: STAFF_BOT.username,
  whatsappNumber: whatsapp && WHATSAPP.phone,
  whatsappDriver: whatsapp,
  defaultLocale,
});

/** Opens the service of a running sandbox, for `npm run catalog` and `npm run staff`. */
export async function connectSandbox(
  config: SandboxConfig,
): Promise<{ readonly core: Core; readonly close: () => Promise<void>; readonly real: false } | undefined> {
  const places = placesIn(config.dataDir);
  const running = await findRunning(places.running);
  if (!running) return undefined;
  const opened = openCore({
    databaseUrl: running.databaseUrl,
    secretsKey: places.secretsKey,
    dataDir: places.service,
    clock: offsetClock(running.offsetMs),
    settings: settingsOf(running.publicUrl, config),
  });
  return { ...opened, real: false };
}
