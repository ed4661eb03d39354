import type { Message, Sticker } from "grammy/types";
import type { MediaKind } from "../../core/messaging/content.ts";
import type { IncomingMedia } from "../incoming.ts";
import { words } from "./words.ts";

/** The file of a message. An animation also arrives as a document, so it is looked for first. */
export function mediaOf(message: Message): IncomingMedia | undefined {
  const { animation, video, voice, audio, video_note: note, document, sticker } = message;
  const photo = message.photo?.at(-1); // sizes ascend
  if (photo) return media("photo", photo, message);
  if (animation) return media("animation", animation, message);
  if (video) return media("video", video, message);
  if (voice) return media("voice", voice, message);
  if (audio) return media("audio", audio, message);
  if (note) return media("video_note", note, message);
  if (document) return media("document", document, message);
  return sticker && { ...media("sticker", sticker, message), ...stickerMore(sticker) };
}

/** Telegram alone shows stickers that move: a picture of them is there for the rest. */
function stickerMore({ emoji, is_animated: drawn, is_video: film, thumbnail }: Sticker) {
  return {
    ...(emoji !== undefined && { emoji }),
    ...((drawn || film) && thumbnail && { still: thumbnail.file_id }),
  };
}

interface TelegramFile {
  readonly file_id: string;
  readonly file_size?: number;
  readonly file_name?: string;
  readonly mime_type?: string;
  readonly duration?: number;
  readonly width?: number;
  readonly height?: number;
}

function media(kind: MediaKind, file: TelegramFile, message: Message): IncomingMedia {
  return {
    kind,
    ref: file.file_id,
    externalId: String(message.message_id),
    ...(file.file_size !== undefined && { size: file.file_size }),
    ...(file.file_name !== undefined && { name: file.file_name }),
    ...(file.mime_type !== undefined && { mime: file.mime_type }),
    ...(file.duration !== undefined && { duration: file.duration }),
    ...(file.width !== undefined && { width: file.width }),
    ...(file.height !== undefined && { height: file.height }),
    ...(message.has_media_spoiler && { spoiler: true }),
    ...(message.caption !== undefined && { caption: words(message.caption, message.caption_entities) }),
  };
}
