import { chromium as driver, type Browser } from "playwright-core";
import { findChromium } from "../../bots/whatsapp/web/chromium.ts";

/** Starts a headless Chromium; the caller closes it. */
export async function launchChromium(): Promise<Browser> {
  const { path, env } = await findChromium();
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return driver.launch({
    executablePath: path,
    env: { ...Object.fromEntries(inherited), ...env },
    // The npm binary is a headless shell without the helper that Chromium's own sandbox needs; it sees loopback only.
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"],
  });
}
