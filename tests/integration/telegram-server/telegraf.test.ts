import { expect, test } from "vitest";
import { newcomer, pollingVet, rigForFile } from "./support.ts";

const rig = await rigForFile();
const TEXT = Buffer.from("content");

test("uploads of every kind, their names and captions whole", async () => {
  await pollingVet(rig, (bot) => {
    bot.on("message", async (ctx) => {
      const file = await ctx.telegram
        .getFileLink("photo" in ctx.message ? (ctx.message.photo.at(-1)?.file_id ?? "") : "")
        .catch(() => undefined);
      if (!file) return;
      const picture = Buffer.from(await (await fetch(file)).arrayBuffer());
      const caption = "Снимок <b>не жирный</b>";
      await ctx.replyWithPhoto({ source: picture, filename: "x ray.jpg" }, { caption });
      await ctx.replyWithDocument(
        { source: TEXT, filename: "анализ крови.pdf" },
        { caption, parse_mode: "HTML" },
      );
      await ctx.replyWithVoice({ source: TEXT });
      await ctx.replyWithAudio({ source: TEXT, filename: "purr.mp3" }, { title: "Purr" });
      await ctx.replyWithVideo({ source: TEXT });
      await ctx.replyWithVideoNote({ source: TEXT });
      await ctx.replyWithAnimation({ source: TEXT });
      await ctx.replyWithSticker({ source: picture });
      await ctx.replyWithMediaGroup([
        { type: "photo", media: { source: picture }, caption: "one" },
        { type: "photo", media: { source: picture } },
      ]);
    });
  });
  const vet = await newcomer(rig, "vet_bot");
  await vet.send("photo");
  const shown = (await vet.messages()).filter(({ by }) => by === "bot");
  expect(shown.map(({ kind }) => kind)).toEqual([
    "photo",
    "document",
    "voice",
    "audio",
    "video",
    "video_note",
    "animation",
    "sticker",
    "photo",
    "photo",
  ]);
  expect(shown[0]).toMatchObject({ text: "Снимок <b>не жирный</b>", file: { width: 640, height: 480 } });
  expect(shown[1]).toMatchObject({ text: "Снимок не жирный", file: { name: "анализ крови.pdf" } });
  expect(await rig.sandbox.download(shown[1]?.file?.uid ?? "")).toEqual(TEXT);
});

test("topics in a private chat: opened, written in by both, renamed; edits and presses in them", async () => {
  const threads: (number | undefined)[] = [];
  await pollingVet(rig, (bot) => {
    bot.start(async (ctx) => {
      const topic = await ctx.telegram.createForumTopic(ctx.chat.id, "Case 1");
      await ctx.telegram.sendMessage(ctx.chat.id, "A cat coughs", {
        message_thread_id: topic.message_thread_id,
        reply_markup: { inline_keyboard: [[{ text: "Take", callback_data: "take" }]] },
      });
    });
    bot.action("take", async (ctx) => {
      await ctx.answerCbQuery();
      await ctx.editMessageReplyMarkup({ inline_keyboard: [] });
    });
    bot.on("message", async (ctx) => {
      threads.push(ctx.message.message_thread_id);
      await ctx.telegram.editForumTopic(ctx.chat.id, ctx.message.message_thread_id ?? 0, {
        name: "Done: case 1",
      });
    });
  });
  const vet = await newcomer(rig, "vet_bot");
  const [topic] = (await vet.chat()).topics;
  expect(topic).toMatchObject({ name: "Case 1", unread: 1 });
  await vet.press("Take");
  expect((await vet.last(topic?.id))?.buttons).toEqual([]);
  await vet.say("Bring her in", { topic: topic?.id ?? 0 });
  expect(threads).toEqual([topic?.id]);
  await vet.read(topic?.id);
  expect((await vet.chat()).topics[0]).toMatchObject({ name: "Done: case 1", unread: 0 });
});

test("methods newer than telegraf's types go through callApi", async () => {
  await pollingVet(rig, (bot) => {
    bot.on("message", async (ctx) => {
      const reaction = {
        chat_id: ctx.chat.id,
        message_id: ctx.message.message_id,
        reaction: [{ type: "emoji", emoji: "👀" }],
      };
      await ctx.telegram.callApi("setMessageReaction" as never, reaction as never);
    });
  });
  const vet = await newcomer(rig, "vet_bot");
  const message = await vet.say("hello");
  expect((await vet.messages()).find(({ id }) => id === message.id)?.reactions.bot).toEqual([
    { type: "emoji", emoji: "👀" },
  ]);
});
