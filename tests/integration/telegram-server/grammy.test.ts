import { InlineKeyboard, InputFile, Keyboard } from "grammy";
import { expect, test } from "vitest";
import { newcomer, OWNER, pollingBot, rigForFile } from "./support.ts";

const rig = await rigForFile();

test("a command is answered with buttons, a press with a window and an edit", async () => {
  await pollingBot(rig, (bot) => {
    bot.command("start", (ctx) =>
      ctx.reply("Who is the patient?", {
        reply_markup: new InlineKeyboard().text("Cat", "cat").text("Dog", "dog"),
      }),
    );
    bot.callbackQuery("cat", async (ctx) => {
      await ctx.answerCallbackQuery({ text: "Noted", show_alert: true });
      await ctx.editMessageText("The patient is a cat");
    });
  });
  const anna = await newcomer(rig, "owner_bot");
  expect((await anna.last())?.buttons.flat().map(({ text }) => text)).toEqual(["Cat", "Dog"]);
  await anna.press("Cat");
  expect(await anna.last()).toMatchObject({
    text: "The patient is a cat",
    buttons: [],
    edits: [{ text: "Who is the patient?" }],
  });
  expect(await anna.toast()).toEqual({ text: "Noted", alert: true });
});

test("a reply keyboard is shown, shares the person's own contact, folds away and is removed", async () => {
  await pollingBot(rig, (bot) => {
    bot.command("start", (ctx) =>
      ctx.reply("Your phone?", {
        reply_markup: new Keyboard().requestContact("Share my phone").row().text("Later").oneTime(),
      }),
    );
    bot.on("message:contact", (ctx) => ctx.reply(JSON.stringify(ctx.message.contact)));
    bot.hears("Later", (ctx) => ctx.reply("Fine", { reply_markup: { remove_keyboard: true } }));
  });
  const anna = await newcomer(rig, "owner_bot");
  expect(await anna.keyboard()).toMatchObject({
    collapsed: false,
    rows: [[{ text: "Share my phone", asks: "contact" }], [{ text: "Later", asks: "text" }]],
  });
  await anna.press("Share my phone");
  expect(JSON.parse((await anna.last())?.text ?? "")).toEqual({
    phone_number: "79990001122",
    first_name: "Anna",
    user_id: anna.user,
  });
  expect(await anna.keyboard()).toMatchObject({ collapsed: true });
  await anna.press("Later");
  expect(await anna.keyboard()).toBeUndefined();
});

test("a photo is downloaded and sent back, its name in Cyrillic", async () => {
  await pollingBot(rig, (bot) => {
    bot.on("message:photo", async (ctx) => {
      const file = await ctx.getFile();
      const response = await fetch(`${rig.telegram.url}/file/bot${OWNER}/${file.file_path}`);
      const bytes = Buffer.from(await response.arrayBuffer());
      await ctx.replyWithDocument(new InputFile(bytes, "кот мой.jpg"), {
        caption: ctx.message.caption ?? "",
      });
    });
  });
  const anna = await newcomer(rig, "owner_bot");
  const photo = await anna.send("photo", { caption: "Мурка 😺" });
  const back = await anna.last();
  expect(back).toMatchObject({ kind: "document", text: "Мурка 😺", file: { name: "кот мой.jpg" } });
  expect(await rig.sandbox.download(back?.file?.uid ?? "")).toEqual(
    await rig.sandbox.download(photo.file?.uid ?? ""),
  );
});

test("an album of people comes in parts, an album of a bot is sent whole", async () => {
  const groups: (string | undefined)[] = [];
  await pollingBot(rig, (bot) => {
    bot.on(["message:photo", "message:video"], (ctx) => void groups.push(ctx.message.media_group_id));
    bot.hears("album", (ctx) =>
      ctx.replyWithMediaGroup([
        { type: "document", media: new InputFile(Buffer.from("one"), "1.txt") },
        { type: "document", media: new InputFile(Buffer.from("two"), "2.txt"), caption: "both" },
      ]),
    );
  });
  const anna = await newcomer(rig, "owner_bot");
  await anna.album([{ kind: "photo" }, { kind: "video", caption: "Look" }]);
  expect(groups).toHaveLength(2);
  expect(new Set(groups).size).toBe(1);
  await anna.say("album");
  const parts = (await anna.messages()).slice(-2);
  expect(parts.map(({ text, file }) => [text, file?.name])).toEqual([
    ["", "1.txt"],
    ["both", "2.txt"],
  ]);
  expect(parts[0]?.album).toBe(parts[1]?.album);
});

test("edits, reactions, replies, blocking and unblocking reach the bot; deletions do not", async () => {
  const seen: string[] = [];
  await pollingBot(rig, (bot) => {
    bot.on("edited_message:text", (ctx) => void seen.push(`edited: ${ctx.editedMessage.text}`));
    bot.on(
      "message_reaction",
      (ctx) => void seen.push(`reaction: ${JSON.stringify(ctx.reactions().emojiAdded)}`),
    );
    bot.on("my_chat_member", (ctx) => void seen.push(`member: ${ctx.myChatMember.new_chat_member.status}`));
    bot.on(
      "message:text",
      (ctx) => void seen.push(`${ctx.message.text} > ${ctx.message.reply_to_message?.text}`),
    );
  });
  const anna = await newcomer(rig, "owner_bot");
  const first = await anna.say("one");
  await anna.say("two", { replyTo: first.id });
  await anna.edit(first.id, "uno");
  await anna.react(first.id, "❤");
  await anna.delete(first.id);
  await anna.block();
  await anna.start();
  expect(seen).toEqual([
    "/start > undefined",
    "one > undefined",
    "two > one",
    "edited: uno",
    'reaction: ["❤"]',
    "member: kicked",
    "member: member",
    "/start > undefined",
  ]);
});

test("text in any script comes and goes as it was typed", async () => {
  await pollingBot(rig, (bot) => {
    bot.on("message:text", (ctx) => ctx.reply(ctx.message.text, { entities: ctx.message.entities ?? [] }));
  });
  const anna = await newcomer(rig, "owner_bot");
  for (const text of [
    "سگ من ۳ روز است که غذا نمی‌خورد",
    "👨‍👩‍👧‍👦 кот\u200Bик 🐈‍⬛ \u2067عدد ۱۲\u2069",
    "<b>not bold</b> & *not* _either_ \\ \u0000?",
    "a".repeat(4096),
  ]) {
    await anna.say(text);
    expect((await anna.last())?.text).toBe(text);
  }
});

test("an invoice is paid after the bot agreed", async () => {
  await pollingBot(rig, (bot) => {
    bot.command("start", (ctx) =>
      ctx.replyWithInvoice(
        "Consultation",
        "An answer within 30 minutes",
        "order-1",
        "RUB",
        [{ label: "Consultation", amount: 49_900 }],
        { provider_token: "381764678:TEST:provider" },
      ),
    );
    bot.on("pre_checkout_query", (ctx) => ctx.answerPreCheckoutQuery(true));
    bot.on("message:successful_payment", (ctx) =>
      ctx.reply(`Paid ${ctx.message.successful_payment.invoice_payload}`),
    );
  });
  const anna = await newcomer(rig, "owner_bot");
  const invoice = await anna.last();
  const { paid } = await anna.act("pay", { message: invoice?.id ?? 0 });
  expect(paid).toMatchObject({ ok: true });
  expect((await anna.last())?.text).toBe("Paid order-1");
});

test("what a bot says about itself is kept per language", async () => {
  const bot = await pollingBot(rig, () => {});
  await bot.api.setMyCommands([{ command: "menu", description: "Меню" }], { language_code: "ru" });
  await bot.api.setMyDescription("Hello");
  await bot.api.setMyDescription("Привет", { language_code: "ru" });
  expect(await bot.api.getMyCommands({ language_code: "ru" })).toEqual([
    { command: "menu", description: "Меню" },
  ]);
  expect(await bot.api.getMyCommands()).toEqual([]);
  expect(await bot.api.getMyDescription({ language_code: "ru" })).toEqual({ description: "Привет" });
  expect(await bot.api.getMyDescription({ language_code: "en" })).toEqual({ description: "Hello" });
  expect(await bot.api.getMyName()).toEqual({ name: "Pawline" });
  expect(await bot.api.getMe()).toMatchObject({ username: "owner_bot", has_topics_enabled: false });
});
