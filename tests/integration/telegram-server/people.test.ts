import { Api } from "grammy";
import type { Message, Update } from "grammy/types";
import { describe, expect, test } from "vitest";
import type { ActInput, ActName } from "../../../sandbox/control/api.ts";
import { KINDS, newcomer, OWNER, rigForFile, takeUpdates } from "./support.ts";

const rig = await rigForFile({ settle: false });
const api = new Api(OWNER, { apiRoot: rig.telegram.url });

async function setUp() {
  const anna = await newcomer(rig, "owner_bot");
  await takeUpdates(api, KINDS);
  return anna;
}

async function told(): Promise<Update[]> {
  return takeUpdates(api);
}

/** What each act sends to the bot; `act` and its body, the part of the message that says it. */
const messages: { [A in ActName]?: [body: ActInput<A>, content: Partial<Message>] } = {
  say: [{ text: "see https://example.org /start" }, { text: "see https://example.org /start" }],
  location: [{ latitude: 55.75, longitude: 37.62 }, { location: { latitude: 55.75, longitude: 37.62 } }],
  venue: [
    { latitude: 1, longitude: 2, title: "Clinic", address: "Street 1" },
    { venue: { location: { latitude: 1, longitude: 2 }, title: "Clinic", address: "Street 1" } },
  ],
  contact: [
    { phone_number: "+79990003344", first_name: "Boris" },
    { contact: { phone_number: "+79990003344", first_name: "Boris" } },
  ],
  dice: [{ value: 4 }, { dice: { emoji: "🎲", value: 4 } }],
  checklist: [
    { title: "Pack", tasks: ["Food"] },
    { checklist: { title: "Pack", tasks: [{ id: 1, text: "Food" }] } },
  ],
};

describe("what a person sends reaches the bot", () => {
  test.each(Object.entries(messages))("%s", async (act, [body, content]) => {
    const anna = await setUp();
    await anna.act(act as ActName, body);
    expect(await told()).toMatchObject([{ message: { ...content, from: { id: anna.user, is_bot: false } } }]);
  });

  test.each(["photo", "video", "animation", "audio", "voice", "video_note", "document", "sticker"] as const)(
    "%s, which the bot can download",
    async (kind) => {
      const anna = await setUp();
      const { file } = await anna.send(kind);
      const [update] = await told();
      const media = update?.message?.[kind];
      const { file_id = "" } = (Array.isArray(media) ? media.at(-1) : media) ?? {};
      const { file_path } = await api.getFile(file_id);
      const response = await fetch(`${rig.telegram.url}/file/bot${OWNER}/${file_path}`);
      expect(Buffer.from(await response.arrayBuffer())).toEqual(await rig.sandbox.download(file?.uid ?? ""));
    },
  );

  test("polls and stories, which no bot can pass on", async () => {
    const anna = await setUp();
    await anna.act("poll", { question: "Vet or no vet?", options: ["Vet", "No"] });
    await anna.act("story", {});
    expect(
      (await told()).map(({ message }) => [message?.poll?.question, message?.story?.id !== undefined]),
    ).toEqual([
      ["Vet or no vet?", false],
      [undefined, true],
    ]);
  });

  test("a link with a payload", async () => {
    const anna = await setUp();
    await anna.start("ref_42");
    expect((await told())[0]?.message).toMatchObject({
      text: "/start ref_42",
      entities: [{ type: "bot_command", offset: 0, length: 6 }],
    });
  });

  test("an uploaded file under a misleading name", async () => {
    const anna = await setUp();
    const { uid } = await rig.sandbox.upload(Buffer.from("MZ\u0090\0"), "cat.jpg");
    await anna.send("document", { file: { uid } });
    expect((await told())[0]?.message?.document).toMatchObject({
      file_name: "cat.jpg",
      mime_type: "image/jpeg",
    });
  });

  test("a photo in several sizes, the last one whole", async () => {
    const anna = await setUp();
    await anna.send("photo");
    const sizes = (await told())[0]?.message?.photo ?? [];
    expect(sizes.map(({ width }) => width)).toEqual([90, 640]);
    expect(new Set(sizes.map(({ file_id }) => file_id)).size).toBe(2);
  });

  test("a quotation", async () => {
    const anna = await setUp();
    await api.sendMessage(anna.user, "Give her water every hour");
    const last = await anna.last();
    await anna.say("How much?", { replyTo: last?.id ?? 0, quote: "water" });
    expect((await told())[0]?.message).toMatchObject({
      reply_to_message: { message_id: last?.id },
      quote: { text: "water", position: 9 },
    });
  });
});

describe("what a person cannot do is refused in words", () => {
  test("a button that is not there, naming those that are", async () => {
    const anna = await setUp();
    await api.sendMessage(anna.user, "?", {
      reply_markup: { inline_keyboard: [[{ text: "Yes", callback_data: "y" }]] },
    });
    await expect(anna.press("No")).rejects.toThrow('There is no button "No"; there are: "Yes"');
  });

  test("writing to a bot that is blocked", async () => {
    const anna = await setUp();
    await anna.block();
    await expect(anna.say("hello")).rejects.toThrow("blocked");
  });

  test("replying to what was deleted, editing what the bot wrote, an impossible reaction", async () => {
    const anna = await setUp();
    const own = await anna.say("x");
    await anna.delete(own.id);
    await expect(anna.say("y", { replyTo: own.id })).rejects.toThrow("no such message");
    const { message_id } = await api.sendMessage(anna.user, "z");
    await expect(anna.edit(message_id, "w")).rejects.toThrow("of this person");
    await expect(anna.react(message_id, "🦩")).rejects.toThrow("no reaction");
  });

  test("more than a message holds", async () => {
    const anna = await setUp();
    await expect(anna.say("a".repeat(4097))).rejects.toThrow("4096");
  });
});

test("a button that has gone can still be pressed by a second device", async () => {
  const anna = await setUp();
  const { message_id } = await api.sendMessage(anna.user, "?", {
    reply_markup: { inline_keyboard: [[{ text: "Yes", callback_data: "y" }]] },
  });
  await api.editMessageText(anna.user, message_id, "Done");
  await anna.act("press", { message: message_id, data: "y", stale: true });
  expect((await told())[0]?.callback_query).toMatchObject({ data: "y", message: { text: "Done" } });
});

test("of a deleted message a late press tells no more than its number", async () => {
  const anna = await setUp();
  const { message_id } = await api.sendMessage(anna.user, "?", {
    reply_markup: { inline_keyboard: [[{ text: "Yes", callback_data: "y" }]] },
  });
  await api.deleteMessage(anna.user, message_id);
  await anna.act("press", { message: message_id, data: "y", stale: true });
  const [update] = await told();
  expect(update?.callback_query?.message).toEqual({ chat: expect.any(Object), message_id, date: 0 });
});

test("a label is looked for under the newest buttons, below the input field, then higher up; by a part last", async () => {
  const anna = await setUp();
  const inline = (text: string, data: string) =>
    api.sendMessage(anna.user, "?", { reply_markup: { inline_keyboard: [[{ text, callback_data: data }]] } });
  await inline("Pets", "old");
  await inline("My pets (3)", "part");
  await api.sendMessage(anna.user, "menu", { reply_markup: { keyboard: [["My pets"], ["Home"]] } });
  await inline("Back", "back");
  expect(await anna.press("My pets")).toMatchObject({ type: "message" });
  expect(await anna.press("Pets")).toMatchObject({ data: "old" });
  expect(await anna.press("(3)")).toMatchObject({ data: "part" });
  expect(await anna.press("Hom")).toMatchObject({ type: "message" });
  expect(await anna.press("Back")).toMatchObject({ data: "back" });
});

test("the other buttons open links and copy", async () => {
  const anna = await setUp();
  const inline_keyboard = [
    [
      { text: "Pay", url: "http://127.0.0.1:8080/p/token" },
      { text: "Code", copy_text: { text: "A1B2" } },
    ],
  ];
  await api.sendMessage(anna.user, "?", { reply_markup: { inline_keyboard } });
  expect(await anna.press("Pay")).toEqual({ type: "url", url: "http://127.0.0.1:8080/p/token" });
  expect(await anna.press("Code")).toEqual({ type: "copied", text: "A1B2" });
});

test("unread marks count what the bot wrote until it is read", async () => {
  const anna = await setUp();
  await api.sendMessage(anna.user, "one");
  const { message_id } = await api.sendMessage(anna.user, "two");
  await api.deleteMessage(anna.user, message_id);
  expect((await anna.chat()).unread).toBe(1);
  await anna.read();
  expect((await anna.chat()).unread).toBe(0);
});

test("a long chat is read in pages", async () => {
  const anna = await setUp();
  for (let count = 1; count <= 5; count += 1) await api.sendMessage(anna.user, `m${count}`);
  const newest = await anna.chat({ limit: 2 });
  expect(newest).toMatchObject({ more: true, messages: [{ text: "m4" }, { text: "m5" }] });
  const older = await anna.chat({ limit: 2, before: newest.messages[0]?.id ?? 0 });
  expect(older.messages.map(({ text }) => text)).toEqual(["m2", "m3"]);
});
