/** A file becomes the part of a message that shows it: photo sizes, a document, a voice message and so on. */
import type { Message } from "grammy/types";
import { bad } from "./errors.ts";
import { issue, putFile } from "./files.ts";
import { imageSize } from "./image-size.ts";
import type { StoredFile, World } from "./world.ts";

export const MEDIA_KINDS = [
  "photo",
  "video",
  "animation",
  "audio",
  "voice",
  "video_note",
  "document",
  "sticker",
] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

export type MediaContent = Pick<Message, MediaKind>;

export interface MediaOptions {
  duration?: number | undefined;
  width?: number | undefined;
  height?: number | undefined;
  length?: number | undefined;
  performer?: string | undefined;
  title?: string | undefined;
  emoji?: string | undefined;
  /** Said by all kinds, used elsewhere. */
  caption?: string | undefined;
}

const PHOTO_LIMIT = 10 * 1024 * 1024;
/** The longer side of the smallest preview that Telegram makes of a photo. */
const PREVIEW = 90;

function photo(world: World, botId: number, file: StoredFile, lenient: boolean): MediaContent {
  const size = file.bytes.length;
  if (size > PHOTO_LIMIT)
    bad(`file of size ${size} bytes is too big for a photo; the maximum size is ${PHOTO_LIMIT} bytes`);
  const [width, height] = imageSize(file.bytes) ?? (lenient ? [640, 480] : bad("IMAGE_PROCESS_FAILED"));
  const full = { ...issue(world, botId, file), width, height, file_size: size };
  const ratio = PREVIEW / Math.max(width, height);
  if (ratio >= 1) return { photo: [full] };
  // The preview is a file of its own, so that whoever takes the first size instead of the last can be caught.
  const preview = putFile(world, file.bytes, `preview-${file.name ?? "photo.jpg"}`, file.mime);
  const [smallWidth, smallHeight] = [width, height].map((side) => Math.max(1, Math.round(side * ratio)));
  const small = { ...issue(world, botId, preview), width: smallWidth ?? 1, height: smallHeight ?? 1 };
  return { photo: [{ ...small, file_size: Math.min(size, 1200) }, full] };
}

/** A WebP of one colour, 128 × 128: Telegram makes such a preview of stickers that move. */
const PREVIEW_WEBP = "UklGRiQAAABXRUJQVlA4TBcAAAAvf8AfAAfQ3NZXqP9hABLC//9KRP9T/wA=";

function thumbnail(world: World, botId: number) {
  const file = putFile(world, Buffer.from(PREVIEW_WEBP, "base64"), "thumbnail.webp", "image/webp");
  return { ...issue(world, botId, file), width: 128, height: 128, file_size: file.bytes.length };
}

/**
 * @param lenient a person's photo is taken as it is (their messenger made it); a bot's must be a picture
 */
export function mediaContent(
  world: World,
  botId: number,
  kind: MediaKind,
  file: StoredFile,
  options: MediaOptions = {},
  lenient = false,
): MediaContent {
  if (kind === "photo") return photo(world, botId, file, lenient);
  const base = { ...issue(world, botId, file), file_size: file.bytes.length };
  const name = file.name === undefined ? {} : { file_name: file.name };
  const duration = options.duration ?? 1;
  const [width, height] = imageSize(file.bytes) ?? [options.width ?? 320, options.height ?? 240];
  switch (kind) {
    case "video":
      return { video: { ...base, ...name, width, height, duration, mime_type: "video/mp4" } };
    case "animation": {
      const type = file.mime === "image/gif" ? "image/gif" : "video/mp4";
      // A bot sees an animation twice, "for backward compatibility".
      return {
        animation: { ...base, ...name, width, height, duration, mime_type: type },
        document: { ...base, ...name, mime_type: type },
      };
    }
    case "audio": {
      const { performer, title } = options;
      return {
        audio: {
          ...base,
          ...name,
          duration,
          mime_type: file.mime,
          ...(performer === undefined ? {} : { performer }),
          ...(title === undefined ? {} : { title }),
        },
      };
    }
    case "voice":
      return { voice: { ...base, duration, mime_type: "audio/ogg" } };
    case "video_note":
      return { video_note: { ...base, length: options.length ?? 240, duration } };
    case "document":
      return { document: { ...base, ...name, mime_type: file.mime } };
    case "sticker": {
      const emoji = options.emoji === undefined ? {} : { emoji: options.emoji };
      const animated = file.mime === "application/x-tgsticker";
      const video = file.mime === "video/webm";
      return {
        sticker: {
          ...base,
          ...emoji,
          type: "regular",
          width: 512,
          height: 512,
          is_animated: animated,
          is_video: video,
          ...((animated || video) && { thumbnail: thumbnail(world, botId) }),
        },
      };
    }
    default:
      return kind satisfies never;
  }
}
