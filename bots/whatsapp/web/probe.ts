import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { promisify } from "node:util";
import type { BrowserFound } from "../../../core/commands/io.ts";
import { findChromium } from "./chromium.ts";

const run = promisify(execFile);

/** A browser says its version within a second; one on a slow disk takes longer. */
const TIMEOUT_MS = 15_000;

/**
 * Looks for the Chromium that WhatsApp Web would run in, and whether it runs here. Where none is installed this unpacks
 * npm's, as the service would.
 * @param given its path, as configured
 */
export async function probeChromium(given: string | undefined): Promise<BrowserFound> {
  try {
    const { path, env } = await findChromium(given ?? "");
    await access(path, constants.X_OK);
    const { stdout } = await run(path, ["--version"], {
      env: { ...process.env, ...env },
      timeout: TIMEOUT_MS,
    });
    return { version: stdout.trim() };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return { missing: code === "ENOENT" || code === "EACCES" ? "not there" : "does not run" };
  }
}
