import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Api, Bot, webhookCallback } from "grammy";
import type { Update } from "grammy/types";
import { Telegraf } from "telegraf";
import { describe, expect, onTestFinished, test } from "vitest";
import { KINDS, newcomer, OWNER, startRig, takeUpdates, VET, type Rig } from "./support.ts";

async function setUp(settle = false): Promise<Rig & { api: Api }> {
  const rig = await startRig({}, {}, settle);
  onTestFinished(async () => {
    await rig.close();
    expect(rig.telegram.world.violations).toEqual([]);
  });
  return { ...rig, api: new Api(OWNER, { apiRoot: rig.telegram.url }) };
}

function texts(updates: Update[]): (string | undefined)[] {
  return updates.map(({ message }) => message?.text);
}

describe("long polling", () => {
  test("an update is delivered again until a higher offset confirms it", async () => {
    const rig = await setUp();
    await newcomer(rig, "owner_bot");
    const [first] = await rig.api.getUpdates();
    expect(await rig.api.getUpdates()).toEqual([first]);
    expect(await rig.api.getUpdates({ offset: (first?.update_id ?? 0) + 1 })).toEqual([]);
  });

  test("a parked poll is answered by the next update", async () => {
    const rig = await setUp();
    const poll = rig.api.getUpdates({ timeout: 30 });
    await newcomer(rig, "owner_bot");
    expect(texts(await poll)).toEqual(["/start"]);
  });

  test("a second poller ends the first, a webhook both", async () => {
    const rig = await setUp();
    const first = rig.api.getUpdates({ timeout: 30 });
    first.catch(() => {});
    await parked(rig);
    const second = rig.api.getUpdates({ timeout: 30 });
    await expect(first).rejects.toThrow("409: Conflict: terminated by other getUpdates request");
    await parked(rig);
    second.catch(() => {});
    await rig.api.setWebhook("http://127.0.0.1:9/");
    await expect(second).rejects.toThrow("409: Conflict: terminated by setWebhook request");
    await expect(rig.api.getUpdates()).rejects.toThrow("can't use getUpdates method while webhook is active");
    await rig.api.deleteWebhook();
    expect(await rig.api.getUpdates()).toEqual([]);
  });

  test("reactions come only to those who asked", async () => {
    const rig = await setUp();
    const anna = await newcomer(rig, "owner_bot");
    await takeUpdates(rig.api);
    const { message_id } = await rig.api.sendMessage(anna.user, "x");
    await anna.react(message_id, "👍");
    expect(await takeUpdates(rig.api, ["message", "message_reaction"])).toEqual([]);
    await anna.react(message_id);
    expect((await takeUpdates(rig.api))[0]?.message_reaction).toMatchObject({
      old_reaction: [{ type: "emoji", emoji: "👍" }],
      new_reaction: [],
    });
  });

  test("updates are kept for 24 hours", async () => {
    const rig = await setUp();
    await newcomer(rig, "owner_bot");
    await rig.clock.advance(23 * 3600_000);
    expect(await rig.api.getUpdates()).toHaveLength(1);
    await rig.clock.advance(2 * 3600_000);
    expect(await rig.api.getUpdates()).toEqual([]);
  });
});

async function parked({ telegram }: Rig): Promise<void> {
  await expect.poll(() => telegram.world.bots.get(100)?.poller, { interval: 2 }).toBeDefined();
}

describe("faults of updates", () => {
  test("a duplicate comes once more after it was confirmed", async () => {
    const rig = await setUp();
    const anna = await newcomer(rig, "owner_bot");
    await takeUpdates(rig.api);
    await rig.sandbox.fault({ type: "duplicate" });
    await anna.say("once");
    expect(texts(await takeUpdates(rig.api))).toEqual(["once"]);
    expect(texts(await takeUpdates(rig.api))).toEqual(["once"]);
    expect(await takeUpdates(rig.api)).toEqual([]);
  });

  test("a webhook gets a duplicate too", async () => {
    const rig = await setUp();
    const got: number[] = [];
    const url = await listen((_request, body) => {
      const { update_id }: Update = JSON.parse(body);
      got.push(update_id);
      return [200];
    });
    await rig.api.setWebhook(url);
    await rig.sandbox.fault({ type: "duplicate", bot: "owner_bot" });
    await newcomer(rig, "owner_bot");
    await rig.sandbox.settled();
    expect(got).toEqual([got[0], got[0]]);
  });

  test("a reordered update is overtaken by the next", async () => {
    const rig = await setUp();
    const anna = await newcomer(rig, "owner_bot");
    await takeUpdates(rig.api);
    await rig.sandbox.fault({ type: "reorder" });
    await anna.say("first");
    await anna.say("second");
    expect(texts(await takeUpdates(rig.api))).toEqual(["second", "first"]);
  });
});

/** A server of the test, its address. */
async function listen(handler: (request: IncomingMessage, body: string) => [status: number, body?: string]) {
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      const [status, answer = ""] = handler(request, body);
      response.writeHead(status).end(answer);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe("webhooks", () => {
  test("the secret travels in the header; what fails is sent again, and named", async () => {
    const rig = await setUp();
    const tries: unknown[] = [];
    const url = await listen((request, body) => {
      tries.push([request.headers["x-telegram-bot-api-secret-token"], JSON.parse(body).message.text]);
      return [tries.length < 3 ? 503 : 200];
    });
    await rig.api.setWebhook(url, { secret_token: "s3cret" });
    await newcomer(rig, "owner_bot");
    await rig.sandbox.settled();
    expect(tries).toEqual(Array.from({ length: 3 }, () => ["s3cret", "/start"]));
    expect(await rig.api.getWebhookInfo()).toMatchObject({
      url,
      pending_update_count: 0,
      last_error_message: "Wrong response from the webhook: 503 Service Unavailable",
    });
  });

  test("one chat's trouble holds up only that chat", async () => {
    const rig = await setUp();
    const got: string[] = [];
    let broken = 0;
    const url = await listen((_request, body) => {
      const { message }: Update = JSON.parse(body);
      if (message?.from.id === broken) return [500];
      got.push(`${message?.from.id}: ${message?.text}`);
      return [200];
    });
    const anna = await newcomer(rig, "owner_bot");
    broken = anna.user;
    const boris = await newcomer(rig, "owner_bot");
    await takeUpdates(rig.api);
    await rig.api.setWebhook(url);
    await anna.say("a");
    await boris.say("1");
    await boris.say("2");
    await expect.poll(() => got, { interval: 5 }).toEqual([`${boris.user}: 1`, `${boris.user}: 2`]);
    broken = 0;
    await rig.sandbox.settled();
    expect(got.at(-1)).toBe(`${anna.user}: a`);
  });

  test("a method in the answer is carried out", async () => {
    const rig = await setUp();
    const url = await listen((_request, body) => {
      const { message }: Update = JSON.parse(body);
      return [200, JSON.stringify({ method: "sendMessage", chat_id: message?.chat.id, text: "by answer" })];
    });
    await rig.api.setWebhook(url);
    const anna = await newcomer(rig, "owner_bot");
    await rig.sandbox.settled();
    expect((await anna.last())?.text).toBe("by answer");
  });

  test("grammY and telegraf listen", async () => {
    const rig = await setUp(true);
    const owner = new Bot(OWNER, { client: { apiRoot: rig.telegram.url } });
    owner.on("message", (ctx) => ctx.reply("grammY"));
    const ownerCallback = webhookCallback(owner, "http", { secretToken: "owner" });
    const ownerServer = createServer((request, response) => void ownerCallback(request, response));
    const vet = new Telegraf(VET, { telegram: { apiRoot: rig.telegram.url } });
    vet.on("message", (ctx) => ctx.reply("telegraf"));
    const vetCallback = vet.webhookCallback("/vet", { secretToken: "vet" });
    const vetServer = createServer((request, response) => void vetCallback(request, response));
    const address = async (server: typeof vetServer) => {
      await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
      onTestFinished(() => void server.close());
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    };
    await owner.api.setWebhook(await address(ownerServer), { secret_token: "owner", allowed_updates: KINDS });
    await vet.telegram.setWebhook(`${await address(vetServer)}/vet`, { secret_token: "vet" });
    expect((await (await newcomer(rig, "owner_bot")).last())?.text).toBe("grammY");
    expect((await (await newcomer(rig, "vet_bot")).last())?.text).toBe("telegraf");
  });
});
