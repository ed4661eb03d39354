import type { ClientOptions } from "whatsapp-web.js";
import type { Chromium } from "./chromium.ts";

const ARGUMENTS = [
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--disable-extensions",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--mute-audio",
  "--no-first-run",
];

/** Chromium's own sandbox needs a helper that the npm package lacks, and refuses to run for root. */
const needsNoSandbox = (shell: boolean): boolean => shell || process.getuid?.() === 0;

/** How puppeteer starts the browser. */
export function launchOptions(
  { path, env, shell }: Chromium,
  more: readonly string[] = [],
): NonNullable<ClientOptions["puppeteer"]> {
  return {
    executablePath: path,
    headless: shell ? "shell" : true,
    env: { ...process.env, ...env },
    args: [...ARGUMENTS, ...(needsNoSandbox(shell) ? ["--no-sandbox"] : []), ...more],
    // Signals are for us to answer: the browser is to end in order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
}
