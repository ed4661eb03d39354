import { randomBytes } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { BrowserFound } from "../../core/commands/io.ts";
import { runCommand } from "../../core/commands/run.ts";
import { noteWhatsApp, type WhatsAppStanding } from "../../core/messaging/whatsapp-state.ts";
import { startWhatsApp, stopWhatsApp } from "../../core/messaging/whatsapp-switch.ts";
import { manualClock, systemClock } from "../../core/platform/clock.ts";
import type { Environment } from "../../core/platform/config.ts";
import { createClock } from "../../sandbox/clock.ts";
import { startTelegram } from "../../sandbox/telegram/server.ts";
import { WHATSAPP } from "../../sandbox/whatsapp/addresses.ts";
import { startCloudApi } from "../../sandbox/whatsapp/cloud/server.ts";
import { createHub } from "../../sandbox/whatsapp/hub.ts";
import { testCore } from "../support/core.ts";
import { testDatabase } from "../support/database.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const { db, url: databaseUrl, drop } = await testDatabase();
const core = testCore(db);
const telegram = await startTelegram({ clock: createClock(), strict: true });
const cloud = await startCloudApi({ hub: createHub(telegram.world) });

afterAll(async () => {
  await cloud.close();
  await telegram.close();
  await drop();
});

beforeEach(async () => {
  await db.whatsAppState.deleteMany();
});

/** Of a service that has WhatsApp: the rest is not looked at here, and answers at once that it is not there. */
const service: Environment = {
  PAWLINE_SANDBOX: "1",
  OWNER_BOT_TOKEN: "4200000001:owner-bot-of-a-test",
  STAFF_BOT_TOKEN: "4200000002:staff-bot-of-a-test",
  TELEGRAM_API_ROOT: "http://127.0.0.1:1",
  PUBLIC_URL: "http://127.0.0.1:1",
  DATABASE_URL: databaseUrl,
  SECRETS_KEY: randomBytes(32).toString("base64"),
};

const byCloud: Environment = {
  WHATSAPP_DRIVER: "cloud",
  WHATSAPP_API_ROOT: cloud.url,
  WHATSAPP_NUMBER: WHATSAPP.phone,
  WHATSAPP_PHONE_ID: cloud.settings.phoneId,
  WHATSAPP_TOKEN: cloud.settings.token,
  WHATSAPP_APP_SECRET: cloud.settings.appSecret,
  WHATSAPP_VERIFY_TOKEN: cloud.settings.verifyToken,
};

/** As in a service for real people: the sandbox wants a simulated page. */
const byWeb: Environment = { PAWLINE_SANDBOX: undefined, PUBLIC_URL: undefined, WHATSAPP_DRIVER: "web" };

const chromium = (): Promise<BrowserFound> => Promise.resolve({ version: "Chromium 147.0" });

/** What the doctor says of WhatsApp: verdict and words, and what mends it in one line with them. */
async function doctor(changes: Environment, probe: typeof chromium = chromium): Promise<string[]> {
  const lines: string[] = [];
  await runCommand("doctor", [], {
    print: (line) => void lines.push(line),
    env: { ...service, ...changes },
    chromium: probe,
  });
  const told = lines.join("\n");
  for (const name of ["WHATSAPP_TOKEN", "WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN"])
    expect(told).not.toContain(changes[name] ?? "\0");
  return told
    .replaceAll(/\n {9}/g, " -> ")
    .split("\n")
    .filter((line) => /^(ok|note|problem) +WhatsApp/.test(line));
}

it("says that WhatsApp is off", async () => {
  expect(await doctor({})).toEqual(["ok       WhatsApp: off; owners write in Telegram (WHATSAPP_DRIVER)."]);
});

it("says since when it is switched off, by whom and why, whichever way it is reached", async () => {
  const clock = manualClock(new Date(systemClock().now().getTime() - 3 * HOUR).toISOString());
  await stopWhatsApp({ ...core, clock }, null, "reported by somebody");
  const switched =
    "problem  WhatsApp's switch: it was switched off 3 hours ago by somebody at the server (reported by somebody); what is for owners there waits. -> Switch it on with npm run whatsapp -- start, or in the staff bot: /whatsapp.";
  expect(await doctor(byWeb)).toEqual(["ok       WhatsApp's browser: Chromium 147.0.", switched]);
  expect(await doctor(byCloud)).toContain(switched);
  await startWhatsApp(core, null);
  expect(await doctor(byCloud)).not.toContain(switched);
});

describe("WhatsApp Web", () => {
  /** As the service said it, so long ago. */
  async function said(standing: WhatsAppStanding, ago: number, number = "own"): Promise<void> {
    const clock = manualClock(new Date(systemClock().now().getTime() - ago).toISOString());
    await noteWhatsApp({ ...core, clock }, number, standing);
  }
  const last = async (changes: Environment = {}) => (await doctor({ ...byWeb, ...changes })).at(-1);

  it("has a browser, and is ready", async () => {
    await said({ kind: "ready" }, 3 * HOUR);
    expect(await doctor(byWeb)).toEqual([
      "ok       WhatsApp's browser: Chromium 147.0.",
      "ok       WhatsApp: paired and ready, as the service said 3 hours ago.",
    ]);
  });

  it("has no browser, or one that does not run", async () => {
    const [none] = await doctor(byWeb, () => Promise.resolve({ missing: "does not run" }));
    expect(none).toMatch(/^problem .*none is installed.* -> Install Chromium/);
    const named = { ...byWeb, CHROMIUM_PATH: "/opt/chromium" };
    const [wrong] = await doctor(named, () => Promise.resolve({ missing: "not there" }));
    expect(wrong).toMatch(/^problem .*CHROMIUM_PATH names is not there.* -> Set it/);
  });

  it("was never paired, or waits to be", async () => {
    expect(await last()).toMatch(/^note .*never paired\. -> Start the service/);
    await said({ kind: "qr", qr: "2@secret-of-the-pairing" }, MINUTE);
    expect(await last()).toMatch(/^problem .*waits to be paired \(1 minute ago\)\. -> Open the link/);
    expect(await last()).not.toContain("secret-of");
    await said({ kind: "code", code: "ABCD1234" }, 50 * HOUR);
    expect(await last()).toMatch(/^problem .*waited to be paired 2 days ago, .* -> Start the service/);
  });

  it("was lost, and why tells what to mend", async () => {
    for (const [reason, words] of [
      ["logged out", "pair it anew"],
      ["conflict", "one process alone"],
      ["browser", "memory"],
      ["page silent", "web.whatsapp.com"],
    ] as const) {
      await said({ kind: "lost", reason }, 20 * MINUTE);
      expect(await last()).toMatch(`lost 20 minutes ago (${reason}); the service tries again. -> `);
      expect(await last()).toContain(words);
    }
  });

  it("is being started, was never heard of again, or stopped", async () => {
    await said({ kind: "starting" }, 0);
    expect(await last()).toMatch(/^note .*started less than a minute ago/);
    await said({ kind: "starting" }, HOUR);
    expect(await last()).toMatch(/^problem .*nothing was heard since/);
    await said({ kind: "off" }, HOUR);
    expect(await last()).toMatch(/^note .*stopped 1 hour ago\. -> Start the service/);
  });

  it("is looked at by its number, where there is one", async () => {
    await said({ kind: "ready" }, HOUR, "79990001122");
    expect(await last()).toContain("never paired");
    expect(await last({ WHATSAPP_NUMBER: "+79990001122" })).toContain("paired and ready");
  });
});

describe("the Cloud API", () => {
  const first = async (changes: Environment) => (await doctor({ ...byCloud, ...changes }))[0];

  it("knows the number; what cannot be seen from here is said", async () => {
    expect(await doctor(byCloud)).toEqual([
      "ok       WhatsApp: Meta knows the number and accepts the token.",
      expect.stringMatching(/^note .*webhook: .* -> At Meta.*<PUBLIC_URL>\/webhooks\/whatsapp/),
      expect.stringMatching(/^note .*template: none.* -> .*WHATSAPP_TEMPLATE/),
    ]);
    const withTemplate = await doctor({ ...byCloud, WHATSAPP_TEMPLATE: "pawline_reopen" });
    expect(withTemplate.at(-1)).toMatch(/^note .*has approved WHATSAPP_TEMPLATE cannot be seen/);
  });

  it("refuses a token, or does not know the number", async () => {
    expect(await first({ WHATSAPP_TOKEN: "not-the-token-of-this-number" })).toMatch(
      /^problem .*does not accept WHATSAPP_TOKEN\. -> Make a permanent token/,
    );
    expect(await first({ WHATSAPP_PHONE_ID: "106540352242999" })).toMatch(
      /^problem .*no number for WHATSAPP_PHONE_ID.* -> Copy/,
    );
  });

  it("belongs to another number than links lead to", async () => {
    const [, other] = await doctor({ ...byCloud, WHATSAPP_NUMBER: "+79990001122" });
    expect(other).toMatch(/^problem .*another one than WHATSAPP_NUMBER.* -> Set WHATSAPP_NUMBER/);
  });

  it("does not answer", async () => {
    expect(await first({ WHATSAPP_API_ROOT: "http://127.0.0.1:1" })).toMatch(
      /^problem .*does not answer \(\w+\)\. -> Look at the network/,
    );
    // Somebody else answers there.
    expect(await first({ WHATSAPP_API_ROOT: telegram.url })).toMatch(/^problem .*does not answer \(/);
  });
});
