import { Bot } from "grammy";
import type { Message } from "grammy/types";
import { describe, expect, test } from "vitest";
import { ReplayEngine } from "@grammyjs/conversations";
import { keyboardOf, menuOf } from "../../../bots/dialog/buttons.ts";
import { dialogsOver } from "../../../bots/dialog/dialogs.ts";
import { inputOf } from "../../../bots/dialog/incoming.ts";
import { contains, isLabel, numberIn } from "../../../bots/dialog/match.ts";
import { dialogMiddleware } from "../../../bots/dialog/middleware.ts";
import { isMisfit } from "../../../bots/dialog/session.ts";
import { telegramEngine } from "../../../bots/dialog/telegram.ts";
import {
  control,
  decodePick,
  encodePick,
  pageOf,
  questionToken,
  valueToken,
} from "../../../bots/dialog/token.ts";
import { readUpdate } from "../../../bots/telegram/read.ts";
import { plain, t } from "../../../bots/texts.ts";
import { addPet, options, q, type D } from "./flows.ts";
import { botInfo, channels, Chat, updateOf, type Notes } from "./person.ts";

describe("callback data", () => {
  const of = questionToken("5f0f6d36-6f3d-4f0a-b8ac-0d0a2f0f8f11", "order-consent-to-pay#12");

  test("never takes more than 64 bytes, whatever it names", () => {
    const values = [
      "",
      "dog",
      "5f0f6d36-6f3d-4f0a-b8ac-0d0a2f0f8f11",
      "я".repeat(26),
      "я".repeat(27),
      "x".repeat(500),
    ];
    for (const value of [
      ...values.map(valueToken),
      ...Object.values({ ...control, page: control.page(999_999) }),
    ]) {
      const data = encodePick(of, value);
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
      expect(decodePick(data)).toEqual({ of, value });
    }
  });

  test("keeps short values readable and tells long ones apart", () => {
    expect(valueToken("a:b c")).toBe("=a:b c");
    expect(valueToken(`${"x".repeat(99)}1`)).not.toBe(valueToken(`${"x".repeat(99)}2`));
    expect([pageOf("!page 12"), pageOf("!back"), pageOf("=!page 1")]).toEqual([12, undefined, undefined]);
  });

  test("is not mistaken for another part's", () => {
    for (const data of ["", "take:17", "d:", "d:short:=x", `d:${of}:x`, `x${encodePick(of, "=a")}`]) {
      expect(decodePick(data)).toBeUndefined();
    }
  });

  test("differs between dialogs and between steps", () => {
    const tokens = [
      of,
      questionToken("another", "order-consent-to-pay#12"),
      questionToken("another", "order-consent-to-pay"),
    ];
    expect(new Set(tokens).size).toBe(3);
  });
});

test("labels are matched without case, ё, arrows and emoji, in any language; numbers stand alone", () => {
  expect(isLabel("  пропустить. ", t("dialog-skip"))).toBe(true);
  expect(isLabel("BACK", t("dialog-back"))).toBe(true);
  expect(isLabel("елка", plain("Ёлка"))).toBe(true);
  expect([isLabel("▶", t("dialog-next")), isLabel("◀", t("dialog-next"))]).toEqual([true, false]);
  expect([contains(plain("Сибирский хаски"), "Хаски"), contains(plain("Rex"), "!!")]).toEqual([true, false]);
  expect(["2", " 2. ", "2 dogs", "-2", "99999"].map(numberIn)).toEqual([
    2,
    2,
    undefined,
    undefined,
    undefined,
  ]);
});

describe("buttons", () => {
  const row = [{ role: "back" as const, label: "← Back", value: "!back" }];

  test("stand under the message", () => {
    expect(menuOf({ text: "?", of: "abcdefgh", rows: [row] })).toEqual([
      [{ label: "← Back", data: "d:abcdefgh:!back", role: "back" }],
    ]);
    expect(menuOf({ text: "." })).toBeUndefined();
    expect(keyboardOf({ text: "?", of: "abcdefgh", rows: [row] })).toBeUndefined();
  });

  test("of a message that asks nothing are links and actions", async () => {
    for (const channel of channels) {
      const chat = new Chat(channel, {
        pay: (dialog: D) =>
          dialog.say(plain("Ready"), {
            menu: [
              [{ label: t("dialog-yes"), url: "https://example.com/p/1" }],
              [{ label: t("dialog-no"), data: "later:1" }],
            ],
          }),
      });
      const [ready] = await chat.enter("pay");
      expect(ready && menuOf(ready)).toEqual([
        [{ label: "Yes", url: "https://example.com/p/1" }],
        [{ label: "No", data: "later:1" }],
      ]);
    }
  });

  test("become keys below a share button, which takes their place", () => {
    const out = {
      text: "?",
      of: "abcdefgh",
      rows: [row],
      request: { kind: "contact" as const, label: "Share" },
    };
    expect(menuOf(out)).toBeUndefined();
    expect(keyboardOf(out)).toEqual({
      rows: [[{ label: "Share", request: "contact" }], [{ label: "← Back", role: "back" }]],
      once: true,
    });
  });
});

const read = (update: Parameters<typeof readUpdate>[0]) => {
  const incoming = readUpdate(update);
  return incoming && inputOf(incoming, "telegram");
};

describe("what a Telegram update says to a dialog", () => {
  test("text, contact, location, files, an album, a press", () => {
    const inputs = [
      { kind: "text", text: "hi" },
      { kind: "contact", phone: "+79990001122", own: true },
      { kind: "contact", phone: "+79990001122", own: false },
      { kind: "location", latitude: 1, longitude: 2 },
      {
        kind: "media",
        media: [
          { kind: "photo", ref: "a", channel: "telegram" },
          { kind: "video", ref: "b", channel: "telegram" },
        ],
      },
      { kind: "pick", of: "abcdefgh", value: "=dog" },
      { kind: "other" },
    ] as const;
    for (const input of inputs) expect(read(updateOf(input))).toEqual(input);
  });

  test("a file brings what the sender claims of it", () => {
    const document = {
      file_id: "f",
      file_unique_id: "u",
      file_size: 5,
      file_name: "a.pdf",
      mime_type: "application/pdf",
    };
    const message = {
      message_id: 1,
      date: 1,
      chat: { id: 7, type: "private" },
      document,
      caption: "analysis",
    } as Message;
    expect(read({ update_id: 1, message } as never)).toEqual({
      kind: "media",
      media: [
        {
          kind: "document",
          ref: "f",
          channel: "telegram",
          size: 5,
          name: "a.pdf",
          mime: "application/pdf",
          caption: "analysis",
        },
      ],
    });
  });

  test("edits, reactions and membership are not its affair; commands and strange buttons are no answer", () => {
    const user = { id: 7, is_bot: false, first_name: "Anna" };
    const edited = { ...updateOf({ kind: "text", text: "x" }).message };
    expect(read({ update_id: 1, edited_message: edited } as never)).toBeUndefined();
    expect(inputOf({ kind: "reaction", externalId: "1", emoji: null }, "telegram")).toBeUndefined();
    expect(inputOf({ kind: "blocked" }, "telegram")).toBeUndefined();
    expect(inputOf({ kind: "command", externalId: "1", name: "foo", payload: "" }, "telegram")).toEqual({
      kind: "other",
    });
    const callback_query = { id: "1", from: user, chat_instance: "1", data: "take:17" };
    expect(read({ update_id: 1, callback_query })).toEqual({ kind: "other" });
  });
});

const play = (task: () => Promise<void>) =>
  new ReplayEngine(async (controls) => {
    await controls.action(task, "task").catch(() => undefined);
    await controls.interrupt("question");
  }).play();

describe("the pinned engine", () => {
  test("tells a log that does not fit by an error that begins with Bad replay", async () => {
    const first = await new ReplayEngine(
      async (controls) => void (await controls.interrupt("old step")),
    ).play();
    if (first.type !== "interrupted") throw new Error(first.type);
    const next = await new ReplayEngine(
      async (controls) => void (await controls.interrupt("new step")),
    ).replay(first.state);
    expect(next).toMatchObject({ type: "thrown" });
    expect(next.type === "thrown" && isMisfit(next.error)).toBe(true);
    expect(isMisfit(new Error("anything else"))).toBe(false);
  });

  test("never settles when an action throws and the flow goes on: why tasks must not", async () => {
    let settled = false;
    const failing = play(() => Promise.reject(new Error("down")));
    void failing.then(() => (settled = true));
    // A healthy one that was started later has long had its turn.
    expect(await play(() => Promise.resolve())).toMatchObject({ type: "interrupted" });
    expect(settled).toBe(false);
  });
});

const nothing = () => undefined as void;

describe("over Telegram", () => {
  const [telegram] = channels;
  if (!telegram) throw new Error("no channels");

  test("the saved state holds answers, not updates: no names, no ids of messages or people", async () => {
    const chat = new Chat(telegram, { addPet });
    await chat.enter("addPet");
    await chat.say("Rex");
    await chat.press("dog");
    expect(chat.state).toContain("Rex");
    expect(chat.state).not.toMatch(/Anna|first_name|message_id|chat_instance/);
  });

  test("a log of another form starts the flow again", async () => {
    const chat = new Chat(telegram, { addPet });
    await chat.enter("addPet");
    await chat.say("Rex");
    chat.state = chat.state?.replace('"waits":', '"paused":');
    expect((await chat.say("dog")).map(({ text }) => text)).toEqual(["name?"]);
  });

  test("what no dialog takes goes on to the next middleware", async () => {
    const taken: string[] = [];
    const chat = new Chat(telegram, { name: (dialog: D) => dialog.ask(q("name")).then(nothing) });
    const give = (update: ReturnType<typeof updateOf>) =>
      chat.turn(async (_dialogs, host) => {
        const bot = new Bot("1:test", { botInfo });
        bot.use(
          dialogMiddleware(dialogsOver<Notes, typeof chat.flows>(telegramEngine, chat.flows), () => host),
        );
        bot.use((ctx) => void taken.push(Object.keys(ctx.update)[1] ?? ""));
        await bot.handleUpdate(update);
      });
    await give(updateOf({ kind: "text", text: "hi" }));
    await chat.enter("name");
    const { message } = updateOf({ kind: "text", text: "x" });
    await give({ update_id: 1, edited_message: message } as never);
    await give(updateOf({ kind: "text", text: "Rex" }));
    expect(taken).toEqual(["message", "edited_message"]);
    expect(chat.open).toBe(false);
  });
});

test("a question that must be answered is not skipped, and says so", async () => {
  const replay = channels.find(({ channel }) => channel === "replay");
  if (!replay) throw new Error("no replay");
  const chat = new Chat(replay, { addPet });
  await chat.enter("addPet");
  expect((await chat.send({ kind: "skip" }))[0]?.text).toContain("answer is needed");
});

test("a choice or a carousel of nothing is a mistake of the flow, told at once", async () => {
  for (const channel of channels) {
    const chat = new Chat(channel, {
      none: (dialog: D) => dialog.choose(q("none"), options()).then(() => undefined),
      empty: (dialog: D) =>
        dialog.carousel("shop", [], () => ({ text: plain("?"), actions: [] })).then(() => undefined),
    });
    await expect(chat.enter("none")).rejects.toThrow("Nothing to choose from: none");
    await expect(chat.enter("empty")).rejects.toThrow("Carousel shop has no cards");
  }
});
