/** A message as a person sees it: its kind, its file, its buttons. */
import type { InlineKeyboardButton, Message } from "grammy/types";
import { MEDIA_KINDS, type MediaKind } from "../telegram/media.ts";
import type { MessageRecord, World } from "../telegram/world.ts";
import type { ButtonView, FileView, MessageKind, MessageView } from "./api.ts";

function buttonView(button: InlineKeyboardButton): ButtonView {
  const { text } = button;
  if ("callback_data" in button) return { type: "callback", text, data: button.callback_data };
  if ("url" in button) return { type: "url", text, url: button.url };
  if ("web_app" in button) return { type: "web_app", text, url: button.web_app.url };
  if ("copy_text" in button) return { type: "copy", text, copied: button.copy_text.text };
  return { type: "pay" in button ? "pay" : "other", text };
}

const OTHER_KINDS = [
  "venue",
  "location",
  "contact",
  "poll",
  "dice",
  "story",
  "checklist",
  "invoice",
] as const satisfies MessageKind[];

function kindOf(message: Message): MessageKind {
  if (message.text !== undefined) return "text";
  const media = mediaKind(message);
  if (media) return media;
  if (message.forum_topic_created || message.forum_topic_edited || message.successful_payment)
    return "service";
  return OTHER_KINDS.find((kind) => message[kind] !== undefined) ?? "other";
}

/** An animation is also a document to a bot: the more telling kind comes first. */
function mediaKind(message: Message): MediaKind | undefined {
  return MEDIA_KINDS.find((kind) => message[kind] !== undefined);
}

function fileView(world: World, message: Message): FileView | undefined {
  const kind = mediaKind(message);
  if (!kind) return undefined;
  const media = kind === "photo" ? message.photo?.at(-1) : message[kind];
  const file = world.files.get(media?.file_unique_id ?? "");
  if (!media || !file) return undefined;
  const number = (name: "width" | "height" | "duration") => {
    const value: unknown = Reflect.get(media, name);
    return typeof value === "number" ? { [name]: value } : {};
  };
  return {
    kind,
    uid: file.uid,
    mime: file.mime,
    size: file.bytes.length,
    ...(file.name === undefined ? {} : { name: file.name }),
    ...number("width"),
    ...number("height"),
    ...number("duration"),
  };
}

function textOf(message: Message): string {
  return message.text ?? message.caption ?? "";
}

export function messageView(world: World, record: MessageRecord): MessageView {
  const { message, by, reactions, edits, deleted, read, silent } = record;
  const file = fileView(world, message);
  const { message_thread_id: topic, media_group_id: album, reply_to_message: reply } = message;
  return {
    id: message.message_id,
    by,
    kind: kindOf(message),
    at: message.date * 1000,
    text: textOf(message),
    message,
    ...(file ? { file } : {}),
    ...(reply ? { replyTo: reply.message_id } : {}),
    ...(topic === undefined ? {} : { topic }),
    ...(album === undefined ? {} : { album }),
    buttons: (message.reply_markup?.inline_keyboard ?? []).map((row) => row.map(buttonView)),
    reactions,
    edits: edits.map(({ at, before }) => ({ at, text: textOf(before), before })),
    ...(deleted ? { deleted } : {}),
    read,
    silent,
  };
}
