import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import express from "express";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createMetrics } from "../../../core/platform/metrics.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { healthRoutes } from "../../../webhooks/health.ts";
import { botIntake } from "../../../webhooks/telegram/intake.ts";
import { telegramWebhooks } from "../../../webhooks/telegram/route.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";

const { db, drop } = await testDatabase();
const core = testCore(db);
const metrics = createMetrics();
const PATH = "/webhooks/telegram/telegram";
const SECRET = "a-secret";
// Nobody listens there: button presses go unanswered, which must not matter to the intake.
const intake = botIntake(
  core,
  { channel: "telegram", token: "1:x", root: "http://127.0.0.1:9" },
  { log: silentLog, metrics },
);
let closing = false;
const app = express();
app.use(healthRoutes({ core, metrics, metricsToken: "token", closing: () => closing }));
const updates = telegramWebhooks([{ path: PATH, secret: SECRET, intake }]);
const server = createServer((request, response) => updates(request, response, () => app(request, response)));
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await drop();
});
beforeEach(async () => void (await db.$executeRaw`truncate inbox, received, person, identity cascade`));

const chat = { id: 7, type: "private", first_name: "Anna" };
const from = { id: 7, is_bot: false, first_name: "Anna" };
const message = (update_id: number) => ({
  update_id,
  message: { message_id: 1, date: 1, chat, from, text: "Hello" },
});

async function post(body: unknown, secret: string | null = SECRET): Promise<number> {
  const response = await fetch(root + PATH, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(secret !== null && { "x-telegram-bot-api-secret-token": secret }),
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return response.status;
}
const rows = () => db.inbox.count();

describe("the webhook", () => {
  it("stores an update before it acknowledges it", async () => {
    expect(await post(message(1))).toBe(200);
    expect(await rows()).toBe(1);
    expect(core.woken).toContain("turns");
  });

  it("takes the same update once", async () => {
    await Promise.all([post(message(2)), post(message(2)), post(message(2))]);
    expect(await post(message(2))).toBe(200);
    expect(await rows()).toBe(1);
  });

  it.each([["wrong"], [null], [`${SECRET} `.repeat(2)]])(
    "refuses the secret %j before anything is stored",
    async (secret) => {
      expect(await post(message(3), secret)).toBe(401);
      expect(await rows()).toBe(0);
    },
  );

  it.each([["not JSON"], [{}], [[]], [{ update_id: "5" }], [{ update_id: 1.5 }], ["null"]])(
    "answers 400 to %j, which is no update",
    async (body) => {
      expect(await post(body)).toBe(400);
      expect(await rows()).toBe(0);
    },
  );

  it("answers 413 to a body larger than any update", async () => {
    expect(await post({ ...message(4), filler: "x".repeat(300_000) })).toBe(413);
    expect(await rows()).toBe(0);
  });

  it("answers 415 to a packed body", async () => {
    const headers = { "content-encoding": "gzip", "x-telegram-bot-api-secret-token": SECRET };
    const { status } = await fetch(root + PATH, { method: "POST", headers, body: gzipSync("{}") });
    expect(status).toBe(415);
  });

  it.each([
    ["a kind we did not ask for", { poll: { id: "1" } }],
    [
      "a group's message",
      { message: { message_id: 1, date: 1, from, chat: { id: -5, type: "group" }, text: "hi" } },
    ],
    [
      "another bot's message",
      { message: { message_id: 1, date: 1, from: { ...from, is_bot: true }, chat, text: "hi" } },
    ],
  ])("accepts %s, counts it and leaves it", async (_name, content) => {
    expect(await post({ update_id: 6, ...content })).toBe(200);
    expect(await rows()).toBe(0);
    expect(await metrics.text()).toMatch(
      /pawline_ignored_updates_total\{channel="telegram",kind="(poll|message)"\}/,
    );
  });

  it("leaves alone what is not posted to it", async () => {
    const asked = { headers: { "x-telegram-bot-api-secret-token": SECRET } };
    expect((await fetch(root + PATH, asked)).status).toBe(404);
    expect((await fetch(`${root}${PATH}/more`, { ...asked, method: "POST", body: "{}" })).status).toBe(404);
  });

  it("asks Telegram to deliver again when it cannot store", async () => {
    const broken = {
      ...core,
      db: new Proxy(db, { get: () => () => Promise.reject(new Error("no database")) }),
    };
    const other = express().use(
      telegramWebhooks([
        {
          path: PATH,
          secret: SECRET,
          intake: botIntake(broken, { channel: "telegram", token: "1:x", root }, { log: silentLog, metrics }),
        },
      ]),
    );
    const at = other.listen(0, "127.0.0.1");
    await new Promise((resolve) => at.once("listening", resolve));
    const response = await fetch(`http://127.0.0.1:${(at.address() as AddressInfo).port}${PATH}`, {
      method: "POST",
      headers: { "x-telegram-bot-api-secret-token": SECRET },
      body: JSON.stringify(message(9)),
    });
    at.close();
    expect(response.status).toBe(503);
  });
});

describe("health", () => {
  const status = async (path: string, headers = {}) => (await fetch(root + path, { headers })).status;

  it("lives, and is ready while the database answers and it is not going down", async () => {
    expect([await status("/health"), await status("/ready")]).toEqual([200, 200]);
    closing = true;
    expect([await status("/health"), await status("/ready")]).toEqual([200, 503]);
    closing = false;
  });

  it("shows metrics to who has the token", async () => {
    expect(await status("/metrics")).toBe(404);
    expect(await status("/metrics", { authorization: "Bearer token" })).toBe(200);
  });
});
