import { Api, GrammyError, InlineKeyboard, InputFile } from "grammy";
import { describe, expect, test } from "vitest";
import { KINDS, newcomer, OWNER, rigForFile, takeUpdates, VET } from "./support.ts";

const rig = await rigForFile({ settle: false });
const api = new Api(OWNER, { apiRoot: rig.telegram.url });
const vetApi = new Api(VET, { apiRoot: rig.telegram.url });

async function setUp(bot = "owner_bot") {
  const seat = await newcomer(rig, bot);
  await takeUpdates(bot === "owner_bot" ? api : vetApi, KINDS);
  return seat;
}

async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof GrammyError)) throw new Error(`not refused: ${String(error)}`);
  return `${error.error_code} ${error.description}`;
}

describe("sends are refused as the real server refuses them", () => {
  test("to people who have never written", async () => {
    const stranger = await rig.sandbox.person({ first_name: "Boris" });
    await stranger.open("owner_bot");
    expect(await refusal(api.sendMessage(stranger.id, "x"))).toBe("400 Bad Request: chat not found");
    expect(await refusal(api.sendMessage(1, "x"))).toBe("400 Bad Request: chat not found");
  });

  test("to people who blocked the bot", async () => {
    const anna = await setUp();
    await anna.block();
    const words = "403 Forbidden: bot was blocked by the user";
    expect(await refusal(api.sendMessage(anna.user, "x"))).toBe(words);
    expect(await refusal(api.sendChatAction(anna.user, "typing"))).toBe(words);
    expect((await takeUpdates(api))[0]?.my_chat_member).toMatchObject({
      new_chat_member: { status: "kicked" },
    });
  });

  test("texts that are empty or too long, after the markup was taken out", async () => {
    const { user } = await setUp();
    expect(await refusal(api.sendMessage(user, ""))).toBe("400 Bad Request: message text is empty");
    expect(await refusal(api.sendMessage(user, " \n "))).toBe("400 Bad Request: text must be non-empty");
    expect(await refusal(api.sendMessage(user, "a".repeat(4097)))).toBe(
      "400 Bad Request: message is too long",
    );
    const html = `<b>${"a".repeat(4096)}</b>`;
    expect((await api.sendMessage(user, html, { parse_mode: "HTML" })).text).toHaveLength(4096);
    const photo = new InputFile(
      await rig.sandbox.download((await (await setUp()).send("photo")).file?.uid ?? ""),
    );
    expect(await refusal(api.sendPhoto(user, photo, { caption: "a".repeat(1025) }))).toBe(
      "400 Bad Request: message caption is too long",
    );
  });

  test("callback data beyond 64 bytes, empty labels, odd links", async () => {
    const { user } = await setUp();
    const send = (keyboard: InlineKeyboard) => api.sendMessage(user, "x", { reply_markup: keyboard });
    await expect(send(new InlineKeyboard().text("ok", "d".repeat(64)))).resolves.toBeDefined();
    expect(await refusal(send(new InlineKeyboard().text("no", "я".repeat(33))))).toBe(
      "400 Bad Request: BUTTON_DATA_INVALID",
    );
    expect(await refusal(send(new InlineKeyboard().text(" ", "d")))).toContain("button text is empty");
    expect(await refusal(send(new InlineKeyboard().url("x", "javascript:alert(1)")))).toContain(
      "Wrong HTTP URL",
    );
  });

  test("replies to messages that are not there, unless that is allowed", async () => {
    const anna = await setUp();
    const { id } = await anna.say("x");
    await anna.delete(id);
    const reply = (allow: boolean) =>
      api.sendMessage(anna.user, "y", {
        reply_parameters: { message_id: id, ...(allow ? { allow_sending_without_reply: true } : {}) },
      });
    expect(await refusal(reply(false))).toBe("400 Bad Request: message to be replied not found");
    expect((await reply(true)).reply_to_message).toBeUndefined();
  });

  test("files: no picture, empty, of another bot, from a URL", async () => {
    const { user } = await setUp();
    await setUp("vet_bot");
    const send = (file: InputFile | string) => api.sendDocument(user, file);
    expect(await refusal(api.sendPhoto(user, new InputFile(Buffer.from("x"))))).toContain(
      "IMAGE_PROCESS_FAILED",
    );
    expect(await refusal(send(new InputFile(Buffer.alloc(0))))).toContain("file must be non-empty");
    expect(await refusal(send("https://example.org/x.pdf"))).toContain("failed to get HTTP URL content");
    const { document } = await send(new InputFile(Buffer.from("pdf"), "x.pdf"));
    await expect(send(document.file_id)).resolves.toMatchObject({ document: { file_name: "x.pdf" } });
    expect(await refusal(vetApi.getFile(document.file_id))).toContain("wrong file_id");
    const { file_path } = await api.getFile(document.file_id);
    expect((await fetch(`${rig.telegram.url}/file/bot${VET}/${file_path}`)).status).toBe(404);
  });

  test("albums of one, or of documents among photos", async () => {
    const { user } = await setUp();
    const document = { type: "document" as const, media: new InputFile(Buffer.from("x")) };
    expect(await refusal(api.sendMediaGroup(user, [document]))).toContain("must be 2-10");
    const mixed = [document, { type: "video" as const, media: new InputFile(Buffer.from("x")) }];
    expect(await refusal(api.sendMediaGroup(user, mixed as never))).toContain("can't be mixed");
  });
});

describe("files have their limits", () => {
  test("more than 20 MB cannot be downloaded, more than 50 MB cannot be uploaded", async () => {
    const anna = await setUp();
    const { uid } = await rig.sandbox.upload(Buffer.alloc(20 * 1024 * 1024 + 1), "video.mp4");
    await anna.send("video", { file: { uid } });
    const [update] = await takeUpdates(api);
    expect(await refusal(api.getFile(update?.message?.video?.file_id ?? ""))).toBe(
      "400 Bad Request: file is too big",
    );
    const fifty = new InputFile(Buffer.alloc(50 * 1024 * 1024 + 1), "big.bin");
    expect(await refusal(api.sendDocument(anna.user, fifty))).toBe("413 Request Entity Too Large");
  });
});

describe("changes are refused as the real server refuses them", () => {
  test("edits of others' messages, of nothing, to the same", async () => {
    const anna = await setUp();
    const own = await anna.say("mine");
    const { message_id } = await api.sendMessage(anna.user, "same");
    expect(await refusal(api.editMessageText(anna.user, own.id, "x"))).toBe(
      "400 Bad Request: message can't be edited",
    );
    expect(await refusal(api.editMessageText(anna.user, 10 ** 6, "x"))).toContain(
      "message to edit not found",
    );
    expect(await refusal(api.editMessageText(anna.user, message_id, "same"))).toContain(
      "message is not modified",
    );
    expect(await refusal(api.editMessageCaption(anna.user, message_id, { caption: "x" }))).toContain(
      "no caption",
    );
    await expect(api.editMessageText(anna.user, message_id, "other")).resolves.toMatchObject({
      text: "other",
    });
  });

  test("edits of a message that carries a reply keyboard", async () => {
    const { user } = await setUp();
    const { message_id } = await api.sendMessage(user, "x", { reply_markup: { keyboard: [["A"]] } });
    expect(await refusal(api.editMessageText(user, message_id, "y"))).toContain("message can't be edited");
  });

  test("deletions twice, or after 48 hours", async () => {
    const { user } = await setUp();
    const first = await api.sendMessage(user, "x");
    await api.deleteMessage(user, first.message_id);
    expect(await refusal(api.deleteMessage(user, first.message_id))).toContain("message to delete not found");
    const second = await api.sendMessage(user, "y");
    await rig.clock.advance(49 * 3600_000);
    expect(await refusal(api.deleteMessage(user, second.message_id))).toContain("can't be deleted");
    await rig.clock.reset();
  });

  test("reactions beyond the allowed set", async () => {
    const anna = await setUp();
    const { id } = await anna.say("x");
    const react = (emoji: string) =>
      api.setMessageReaction(anna.user, id, [{ type: "emoji", emoji: emoji as never }]);
    expect(await refusal(react("🦩"))).toBe("400 Bad Request: REACTION_INVALID");
    await react("👍");
    expect((await anna.messages()).at(-1)?.reactions.bot).toEqual([{ type: "emoji", emoji: "👍" }]);
  });

  test("a press can be answered once", async () => {
    const anna = await setUp();
    await api.sendMessage(anna.user, "x", { reply_markup: new InlineKeyboard().text("Go", "go") });
    await anna.press("Go");
    const id = (await takeUpdates(api))[0]?.callback_query?.id ?? "";
    await api.answerCallbackQuery(id, { text: "done" });
    expect(await refusal(api.answerCallbackQuery(id))).toContain("query is too old");
    expect(await anna.toast()).toEqual({ text: "done", alert: false });
  });
});

describe("topics", () => {
  test("exist only where the bot has them and the person has not switched them off", async () => {
    const anna = await setUp();
    expect(await refusal(api.createForumTopic(anna.user, "x"))).toBe(
      "400 Bad Request: the chat is not a forum",
    );
    const vet = await setUp("vet_bot");
    const { message_thread_id } = await vetApi.createForumTopic(vet.user, "Case 1");
    const send = () => vetApi.sendMessage(vet.user, "x", { message_thread_id });
    await send();
    await vet.topics(false);
    expect(await refusal(send())).toBe("400 Bad Request: message thread not found");
    expect(await refusal(vetApi.createForumTopic(vet.user, "y"))).toContain("the chat is not a forum");
    await vet.topics(true);
    await expect(send()).resolves.toMatchObject({ message_thread_id, is_topic_message: true });
    await rig.sandbox.switchTopics("vet_bot", false);
    expect(await refusal(send())).toContain("message thread not found");
    expect(await vetApi.getMe()).toMatchObject({ has_topics_enabled: false });
    await rig.sandbox.switchTopics("vet_bot", true);
  });

  test("are not closed in private chats, and vanish with what was in them", async () => {
    const vet = await setUp("vet_bot");
    const { message_thread_id } = await vetApi.createForumTopic(vet.user, "Case 2");
    await vetApi.sendMessage(vet.user, "inside", { message_thread_id });
    expect(await refusal(vetApi.closeForumTopic(vet.user, message_thread_id))).toContain(
      "not a supergroup forum",
    );
    expect(await refusal(vetApi.editForumTopic(vet.user, message_thread_id, { name: "Case 2" }))).toContain(
      "TOPIC_NOT_MODIFIED",
    );
    await vetApi.deleteForumTopic(vet.user, message_thread_id);
    expect(await vet.messages(message_thread_id)).toEqual([]);
    await expect(vet.say("x", { topic: message_thread_id })).rejects.toThrow("no such topic");
  });
});

describe("copies and forwards", () => {
  test("a copy says the same without its origin, a forward names it", async () => {
    const anna = await setUp();
    const { id } = await anna.send("photo", { caption: "my cat" });
    const copy = await api.copyMessage(anna.user, anna.user, id, { caption: "a cat" });
    const forward = await api.forwardMessage(anna.user, anna.user, id);
    expect((await anna.messages()).find((each) => each.id === copy.message_id)).toMatchObject({
      kind: "photo",
      text: "a cat",
    });
    expect(forward).toMatchObject({ caption: "my cat", forward_origin: { sender_user: { id: anna.user } } });
    expect(await refusal(api.copyMessage(anna.user, anna.user, 10 ** 6))).toContain(
      "message to copy not found",
    );
  });
});

describe("strictness", () => {
  test("unknown tokens and methods", async () => {
    expect(await refusal(new Api("300:none", { apiRoot: rig.telegram.url }).getMe())).toBe(
      "401 Unauthorized",
    );
    expect((await fetch(`${rig.telegram.url}/bot${OWNER}/sendTelepathy`)).status).toBe(404);
  });

  test("unknown parameters are refused and noted", async () => {
    const { user } = await setUp();
    expect(await refusal(api.sendMessage(user, "x", { replay: 1 } as never))).toContain("/replay is unknown");
    expect(await rig.sandbox.violations()).toEqual(["sendMessage: /replay is unknown"]);
    rig.telegram.world.violations.length = 0;
  });

  test("not JSON", async () => {
    const response = await fetch(`${rig.telegram.url}/bot${OWNER}/getMe`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{",
    });
    expect(await response.json()).toMatchObject({
      error_code: 400,
      description: "Bad Request: can't parse JSON object",
    });
  });
});
