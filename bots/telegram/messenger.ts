import { z } from "zod";
import type { Channel } from "../../prisma/generated/enums.ts";
import type { Job, Messenger, Outcome } from "../../core/messaging/messenger.ts";
import type { Notice } from "../../core/messaging/notice.ts";
import type { Operation, Target } from "../../core/messaging/operation.ts";
import { quoting, quotingIn } from "../../core/messaging/quotation.ts";
import type { Answer, Caller } from "./caller.ts";
import type { Voice } from "../voice.ts";
import { fetchFile, type FileServer } from "./fetch-file.ts";
import { markup } from "./markup.ts";
import { outcomeOf, says } from "./outcome.ts";
import { isWordless, sendContent, under, type Dress } from "./send.ts";

export interface TelegramMessengerOptions {
  readonly channel: Channel;
  readonly caller: Caller;
  readonly voice: Voice;
  readonly files: FileServer;
}

/** A Telegram bot as the core's messenger. */
export function telegramMessenger({ channel, caller, voice, files }: TelegramMessengerOptions): Messenger {
  return {
    channel,
    fetch: (source) => fetchFile(caller, files, source),
    async perform(job) {
      const { operation } = job;
      switch (operation.op) {
        case "send":
          return sent(await send(job, operation));
        case "notice":
          return operation.replaces
            ? edit(job, rewording(job, operation.notice, operation.replaces))
            : sent(await notify(job, operation.notice));
        case "edit":
          return edit(job, operation);
        case "delete":
          return forgiving(
            await caller.call("deleteMessage", at(job)),
            /message to delete not found|can't be deleted/i,
          );
        case "react":
          return react(job, operation);
        case "pin":
          return job.topic
            ? done(await caller.call("pinChatMessage", { ...at(job), disable_notification: true }))
            : { kind: "sent", externalIds: [] };
        case "openTopic":
          return opened(
            await caller.call("createForumTopic", { chat_id: job.chat, name: operation.name.slice(0, 128) }),
          );
        case "renameTopic": {
          if (!job.topic) return { kind: "sent", externalIds: [] };
          const message_thread_id = Number(job.topic);
          const parameters = { chat_id: job.chat, message_thread_id, name: operation.name.slice(0, 128) };
          return forgiving(await caller.call("editForumTopic", parameters), /not modified/i);
        }
      }
    },
  };

  function dressOf(job: Job, operation: Extract<Operation, { op: "send" }>): Dress {
    const { frame, keyboard, content } = operation;
    const framed = frame && voice.frame(frame, job, job.topic !== null);
    const replyTo = job.target;
    // Nothing can stand above a sticker: whose it is becomes a button, which also selects the chat.
    if (framed?.header && isWordless(content)) {
      const named = frame && [{ label: framed.header, data: `select:${frame.conversation}` }];
      return { markup: markup(named ? [named] : operation.menu, keyboard), replyTo };
    }
    const menu = operation.menu ?? framed?.menu;
    return { header: framed?.header, markup: markup(menu, keyboard), replyTo };
  }

  function send(job: Job, operation: Extract<Operation, { op: "send" }>): Promise<Answer> {
    return sendContent(caller, job, quotingIn(job.quoted, operation.content), dressOf(job, operation));
  }

  function notify(job: Job, notice: Notice): Promise<Answer> {
    const { text, menu } = voice.notice(notice, job);
    return sendContent(
      caller,
      job,
      { kind: "text", ...quoting(job.quoted, { text }) },
      { markup: markup(menu, undefined), replyTo: job.target },
    );
  }

  /** A notice that takes the place of an earlier message. */
  function rewording(job: Job, notice: Notice, target: Target): Extract<Operation, { op: "edit" }> {
    const { text, menu } = voice.notice(notice, job);
    return { op: "edit", target, words: { text }, menu: menu ?? [] };
  }

  async function edit(job: Job, operation: Extract<Operation, { op: "edit" }>): Promise<Outcome> {
    const answer = await attemptEdit(job, operation);
    if (answer.ok === true || says(answer, /message is not modified/i))
      return { kind: "sent", externalIds: [job.target ?? ""] };
    // A card whose picture came or went, or a message too old to be edited: show it anew. What was relayed stays as it is.
    if (
      !operation.frame &&
      operation.words &&
      says(answer, /can't be edited|not found|no text|no media|no caption/i)
    ) {
      await caller.call("deleteMessage", at(job));
      const { words, photo, menu } = operation;
      const content = photo
        ? ({ kind: "media", media: { kind: "photo", file: photo, caption: words } } as const)
        : ({ kind: "text", ...words } as const);
      return sent(await sendContent(caller, job, content, { markup: markup(menu, undefined) }));
    }
    return outcomeOf(answer);
  }

  async function attemptEdit(job: Job, operation: Extract<Operation, { op: "edit" }>): Promise<Answer> {
    const { words, photo, frame, menu } = operation;
    const framed = frame && voice.frame(frame, job, job.topic !== null);
    const keyboard = markup(menu ?? framed?.menu, undefined);
    const common = { ...at(job), ...(keyboard && { reply_markup: keyboard }) };
    if (!words) return caller.call("editMessageReplyMarkup", common);
    const { text, entities } = under(framed?.header, words);
    const caption = { caption: text, ...(entities && { caption_entities: entities }) };
    if (photo) {
      const { bytes } = await job.file(photo);
      return caller.call("editMessageMedia", {
        ...common,
        media: { type: "photo", media: caller.upload(bytes, "photo.jpg"), ...caption },
      });
    }
    const asText = await caller.call("editMessageText", {
      ...common,
      text,
      ...(entities && { entities }),
      link_preview_options: { is_disabled: true },
    });
    return frame && says(asText, /no text in the message/i)
      ? caller.call("editMessageCaption", { ...common, ...caption })
      : asText;
  }

  async function react(job: Job, { emoji }: Extract<Operation, { op: "react" }>): Promise<Outcome> {
    const reaction = emoji ? [{ type: "emoji", emoji }] : [];
    const answer = await caller.call("setMessageReaction", { ...at(job), reaction });
    // Bots may give only some emoji; another becomes words under the message.
    if (emoji && says(answer, /REACTION_INVALID|reaction/i))
      return sent(await notify(job, { kind: "reacted", emoji }));
    return forgiving(answer, /not modified|not found/i);
  }
}

const at = (job: Job) => ({ chat_id: job.chat, message_id: Number(job.target) });

/** `gone`: what was asked for is so already. */
function forgiving(answer: Answer, gone: RegExp): Outcome {
  return answer.ok === true || says(answer, gone) ? { kind: "sent", externalIds: [] } : outcomeOf(answer);
}

const done = (answer: Answer): Outcome =>
  answer.ok === true ? { kind: "sent", externalIds: [] } : outcomeOf(answer);

function sent(answer: Answer): Outcome {
  if (answer.ok !== true) return outcomeOf(answer);
  const messages = Array.isArray(answer.result) ? answer.result : [answer.result];
  return { kind: "sent", externalIds: messages.map(messageId) };
}

function opened(answer: Answer): Outcome {
  if (answer.ok !== true) return outcomeOf(answer);
  return { kind: "sent", externalIds: [String(topic.parse(answer.result).message_thread_id)] };
}

const topic = z.object({ message_thread_id: z.number() });
const message = z.object({ message_id: z.number() });
const messageId = (result: unknown): string => String(message.parse(result).message_id);
