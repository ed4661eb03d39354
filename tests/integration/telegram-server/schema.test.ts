import { expect, test } from "vitest";
import {
  checkParams,
  checkResult,
  checkUpdate,
  coerce,
  methodNamed,
} from "../../../sandbox/telegram/schema.ts";

const message = {
  message_id: 1,
  date: 1,
  chat: { id: 7, type: "private", first_name: "Anna" },
  from: { id: 7, is_bot: false, first_name: "Anna" },
  text: "hello",
};

function complaint(change: Record<string, unknown>): string | undefined {
  return checkUpdate({ update_id: 1, message: { ...message, ...change } });
}

test("a right update passes", () => {
  expect(complaint({})).toBeUndefined();
});

test.each([
  ["a date as text", { date: "1" }, "/message/date must be number, is string"],
  ["no chat", { chat: undefined }, "/message/chat is missing"],
  ["a field of no message", { token: "x" }, "/message/token is unknown"],
  [
    "a sender who may be a bot or not",
    { from: { id: 7, first_name: "A" } },
    "/message/from/is_bot is missing",
  ],
  [
    "a private chat with a title",
    { chat: { ...message.chat, title: "x" } },
    "/message/chat/title must be absent",
  ],
  [
    "a photo without a size",
    { photo: [{ file_id: "a", file_unique_id: "b" }] },
    "/message/photo/0/width is missing",
  ],
  [
    "an entity of no kind",
    { entities: [{ type: "cmd", offset: 0, length: 1 }] },
    "/message/entities/0 is of no known kind",
  ],
])("%s is named", (_what, change, words) => {
  expect(complaint(change)).toContain(words);
});

test("results are held to their method", () => {
  expect(checkResult("sendMessage", true)).toBeDefined();
  expect(checkResult("sendMessage", message)).toBeUndefined();
  expect(checkResult("sendMessage", { ...message, secret: 1 })).toBe("/secret is unknown");
  expect(checkResult("sendPhoto", message)).toBe("/photo is missing");
  expect(checkResult("answerCallbackQuery", null)).toBe(". must be true");
});

test("unknown parameters are refused only when strict", () => {
  const params = { chat_id: 7, text: "x", replay_to: 1 };
  expect(checkParams("sendMessage", params, true)).toBe("/replay_to is unknown");
  expect(checkParams("sendMessage", params, false)).toBeUndefined();
  expect(checkParams("sendPhoto", { chat_id: 7 }, false)).toBe("/photo is missing");
});

test("method names are known in any case, others are not", () => {
  expect(methodNamed("SENDMESSAGE")).toBe("sendMessage");
  expect(methodNamed("sendTelepathy")).toBeUndefined();
});

test("form fields get the types of their method", () => {
  const form = {
    chat_id: "7",
    text: "42",
    disable_notification: "true",
    reply_markup: '{"force_reply":true}',
  };
  expect(coerce("sendMessage", form)).toEqual({
    chat_id: 7,
    text: "42",
    disable_notification: true,
    reply_markup: { force_reply: true },
  });
});
