import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { variables } from "../../core/platform/variables.ts";
import { redis } from "../support/redis.ts";
import { runSandbox, type RunningSandbox } from "../support/sandbox.ts";

/** How Bull keeps a queue in Redis: it numbers the jobs, and a job that was taken is in no list any more. */
const numberOf = (topic: string) => `pawline:${topic}:id`;
const lists = (topic: string) => ["wait", "active", "paused"].map((list) => `pawline:${topic}:${list}`);

const PATIENCE = { timeout: 10_000, interval: 20 };

/** Two ways to run at once, since starting a service takes longer than either test. */
let running: RunningSandbox;
beforeAll(async () => {
  // Whatever a gateway is set up by.
  const gateways = ["ROBOKASSA_", "YOOKASSA_", "STRIPE_", "ZARINPAL_", "TELEGRAM_PROVIDER_"];
  const names = Object.keys(variables.shape).filter((name) => gateways.some((of) => name.startsWith(of)));
  const noGateway = Object.fromEntries(names.map((name) => [name, ""]));
  running = await runSandbox({ PUBLIC_URL: "", ...noGateway, ...(redis && { REDIS_URL: redis.url }) });
});
afterAll(() => running.close());

describe("the service without a public address", () => {
  it("polls for updates, shows what there is, and says that nothing can be bought now", async () => {
    const { control } = running;
    const bots = await control.bots();
    expect(bots.filter(({ webhook }) => webhook?.url)).toEqual([]);
    const anna = await control.person({ first_name: "Anna", language_code: "en" });
    const chat = anna.at("pawline_bot");
    await chat.start();
    await chat.press("English");
    await chat.press("Buy a consultation");
    await chat.press("Order");
    const { text, buttons } = (await chat.last()) ?? {};
    expect(text).toMatch(/cannot be bought|not possible|unavailable|can.t be (bought|ordered|paid)/i);
    expect(buttons?.flat().length).toBeGreaterThan(0);
    expect(await control.violations()).toEqual([]);
  });
});

describe.runIf(redis)("the service with a Redis", () => {
  const topics = ["turns", "deliveries"];
  let client: Redis;
  beforeAll(() => {
    client = new Redis(redis?.url ?? "");
  });
  afterAll(() => client.disconnect());

  const sent = async () => (await client.mget(topics.map(numberOf))).map(Number);
  const waiting = async () => {
    let count = 0;
    for (const list of topics.flatMap(lists)) count += await client.llen(list);
    return count;
  };

  it("sends its wake-ups for every step of a conversation through Bull, and takes them from there", async () => {
    const before = await sent();
    const anna = await running.control.person({ first_name: "Anna", language_code: "en" });
    const chat = anna.at("pawline_bot");
    await chat.start();
    await chat.press("English");
    expect((await chat.last())?.buttons.flat().map(({ text }) => text)).toContain("Register");
    // A sweep would find the work as well, so the chat alone proves nothing.
    await vi.waitFor(async () => {
      for (const [index, count] of (await sent()).entries())
        expect(count).toBeGreaterThan(before[index] ?? 0);
      expect(await waiting()).toBe(0);
    }, PATIENCE);
  });
});
