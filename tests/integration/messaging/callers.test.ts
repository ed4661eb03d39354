import { Bot } from "grammy";
import { Telegraf } from "telegraf";
import { describe, expect, it } from "vitest";
import { grammyCaller, telegrafCaller, type Caller } from "../../../bots/telegram/caller.ts";
import { direct } from "../../../bots/telegram/direct.ts";
import { freePort } from "../../../sandbox/postgres/ports.ts";
import { OWNER, rigForFile, VET } from "../telegram-server/support.ts";

const { sandbox, telegram } = await rigForFile({ settle: false });

/** Long enough for this machine to answer, short enough to be waited for. */
const TIME_LIMIT_MS = 300;

/** Not for messages of words. */
const noLibrary: Caller = {
  call: (method) => Promise.reject(new Error(`${method} was left to a library`)),
  upload: () => undefined,
};

const callers: [string, string, (root: string) => Caller][] = [
  [
    "grammY",
    "owner_bot",
    (apiRoot) => grammyCaller(new Bot(OWNER, { client: { apiRoot } }).api, TIME_LIMIT_MS),
  ],
  [
    "telegraf",
    "vet_bot",
    (apiRoot) => telegrafCaller(new Telegraf(VET, { telegram: { apiRoot } }), TIME_LIMIT_MS),
  ],
  ["Node's own client", "owner_bot", (root) => direct(noLibrary, { root, token: OWNER }, TIME_LIMIT_MS)],
];

describe.each(callers)("through %s", (_name, bot, callerAt) => {
  const caller = callerAt(telegram.url);
  const write = async (through: Caller) => {
    const anna = await sandbox.person({ first_name: "Anna" });
    await anna.at(bot).start();
    return {
      answer: await through.call("sendMessage", { chat_id: String(anna.id), text: "hello" }),
      shown: (await anna.at(bot).messages()).filter(({ by }) => by === "bot").length,
    };
  };

  it.each([
    ["had no effect", "before", 0],
    ["had its effect", "after", 1],
  ] as const)(
    "a call that is never answered and %s ends with an unknown outcome",
    async (_what, when, shown) => {
      await sandbox.fault({ type: "stall", when, method: "sendMessage" });
      expect(await write(caller)).toEqual({ answer: { ok: "unknown", left: true }, shown });
    },
  );

  it("a server that is not there was never reached", async () => {
    const { answer } = await write(callerAt(`http://127.0.0.1:${await freePort(0)}`));
    expect(answer).toEqual({ ok: "unknown", left: false });
  });

  it("a refusal is told with its code, and how long to wait", async () => {
    await sandbox.fault({ type: "error", code: 429, retryAfter: 7, method: "sendMessage" });
    expect((await write(caller)).answer).toMatchObject({ ok: false, code: 429, retryAfter: 7 });
  });
});
