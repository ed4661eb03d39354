/** Sends of one message: text, media, places, contacts, polls, dice. */
import type { Message } from "grammy/types";
import { captionContent, textContent } from "../entities/text.ts";
import { bad } from "../errors.ts";
import { inputFile } from "../files.ts";
import { mediaContent, type MediaKind, type MediaOptions } from "../media.ts";
import type { Call, Methods } from "../method.ts";
import { pollContent } from "../polls.ts";
import { send, type SendParams } from "../send.ts";

type MediaParams = SendParams &
  MediaOptions & {
    caption?: string;
    has_spoiler?: boolean;
    show_caption_above_media?: boolean;
  };

function sendMedia(call: Call, kind: MediaKind, file: unknown, params: MediaParams): Message {
  return send(call, params, () => ({
    ...mediaContent(
      call.world,
      call.bot.record.me.id,
      kind,
      inputFile(call.world, call.bot, call.parts, file),
      params,
    ),
    ...captionContent(params),
    ...(params.has_spoiler === true ? { has_media_spoiler: true } : {}),
    ...(params.show_caption_above_media === true ? { show_caption_above_media: true } : {}),
  }));
}

const DICE_SIDES: Record<string, number> = { "🏀": 5, "⚽": 5, "🎰": 64 };

export const sendMethods = {
  sendMessage: (call, params) =>
    send(call, params, () => ({
      ...textContent(params),
      ...(params.link_preview_options ? { link_preview_options: params.link_preview_options } : {}),
    })),
  sendPhoto: (call, params) => sendMedia(call, "photo", params.photo, params),
  sendVideo: (call, params) => sendMedia(call, "video", params.video, params),
  sendAnimation: (call, params) => sendMedia(call, "animation", params.animation, params),
  sendAudio: (call, params) => sendMedia(call, "audio", params.audio, params),
  sendVoice: (call, params) => sendMedia(call, "voice", params.voice, params),
  sendVideoNote: (call, params) => sendMedia(call, "video_note", params.video_note, params),
  sendDocument: (call, params) => sendMedia(call, "document", params.document, params),
  sendSticker: (call, params) => sendMedia(call, "sticker", params.sticker, params),

  sendLocation: (call, params) =>
    send(call, params, () => {
      const { latitude, longitude } = params;
      if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) bad("wrong location specified");
      return { location: { latitude, longitude } };
    }),
  sendVenue: (call, params) =>
    send(call, params, () => {
      const { latitude, longitude, title, address } = params;
      const location = { latitude, longitude };
      return { location, venue: { location, title, address } };
    }),
  sendContact: (call, params) =>
    send(call, params, () => {
      const { phone_number, first_name, last_name } = params;
      const last = last_name === undefined || last_name === "" ? {} : { last_name };
      return { contact: { phone_number, first_name, ...last } };
    }),
  sendPoll: (call, params) =>
    send(call, params, () =>
      pollContent(
        params.question,
        params.options.map((option) => (typeof option === "string" ? option : option.text)),
      ),
    ),
  sendDice: (call, params) =>
    send(call, params, () => {
      const emoji = params.emoji ?? "🎲";
      return { dice: { emoji, value: 1 + Math.floor(Math.random() * (DICE_SIDES[emoji] ?? 6)) } };
    }),
} satisfies Methods;
