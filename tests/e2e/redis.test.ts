import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { redis } from "../support/redis.ts";
import { runSandbox, type RunningSandbox } from "../support/sandbox.ts";

describe.runIf(redis)("the service with a Redis", () => {
  let running: RunningSandbox;
  beforeAll(async () => void (running = await runSandbox({ REDIS_URL: redis?.url })));
  afterAll(() => running.close());

  it("is woken by Bull for every step of a conversation", async () => {
    const anna = await running.control.person({ first_name: "Anna", language_code: "en" });
    const chat = anna.at("pawline_bot");
    await chat.start();
    await chat.press("English");
    expect((await chat.last())?.buttons.flat().map(({ text }) => text)).toContain("Register");
  });
});
