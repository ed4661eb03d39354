/** What we send, in the library's terms. */
import type { MessageContent, MessageSendOptions } from "whatsapp-web.js";
import type { Outgoing } from "../driver.ts";
import type { Library } from "./library.ts";
import { writeCard } from "./vcard.ts";

export interface Prepared {
  readonly content: MessageContent;
  readonly options: MessageSendOptions;
}

type Media = Extract<Outgoing["content"], { kind: "media" }>;

export function prepare(library: Library, { content, quoted }: Outgoing): Prepared {
  const common: MessageSendOptions = {
    // What we have seen is said when it is in the inbox, and not because we write.
    sendSeen: false,
    linkPreview: false,
    ...(quoted === undefined ? {} : { quotedMessageId: quoted }),
  };
  switch (content.kind) {
    case "text":
      return { content: content.text, options: { ...common, parseVCards: false } };
    case "media": {
      const { bytes, mime, name, caption } = content;
      const file = new library.MessageMedia(
        mime,
        Buffer.from(bytes).toString("base64"),
        name ?? fileName(content),
      );
      const said = caption === undefined ? {} : { caption };
      return { content: file, options: { ...common, ...said, ...manner(content) } };
    }
    case "location": {
      const { latitude, longitude, title, address } = content;
      const described = {
        ...(title === undefined ? {} : { name: title }),
        ...(address === undefined ? {} : { address }),
      };
      return { content: new library.Location(latitude, longitude, described), options: common };
    }
    case "contact":
      return { content: writeCard(content), options: { ...common, parseVCards: true } };
  }
}

/** Pictures that WhatsApp Web shows as such; any other goes as a file. */
const PICTURES = new Set(["image/jpeg", "image/png", "image/webp"]);

/** How WhatsApp is to show a file: what it has no form for goes as a document, its bytes as they are. */
function manner({ media, mime }: Media): MessageSendOptions {
  const file = { sendMediaAsDocument: true };
  switch (media) {
    case "photo":
      return PICTURES.has(mime) ? {} : file;
    case "sticker":
      return mime === "image/webp" ? { sendMediaAsSticker: true } : manner({ ...asKind(mime) });
    case "animation":
      return mime.startsWith("video/") ? { sendVideoAsGif: true } : file;
    case "voice":
      return mime.startsWith("audio/") ? { sendAudioAsVoice: true } : file;
    case "video":
    case "video_note":
      return mime.startsWith("video/") ? {} : file;
    case "audio":
      return mime.startsWith("audio/") ? {} : file;
    case "document":
      return file;
  }
}

/** A sticker that is no picture of WhatsApp's kind: a moving one (webm) becomes a GIF, a drawn one (tgs) a file. */
function asKind(mime: string): Media {
  const media = mime.startsWith("video/") ? "animation" : mime.startsWith("image/") ? "photo" : "document";
  return { kind: "media", media, mime, bytes: new Uint8Array() };
}

function fileName({ media, mime }: Media): string {
  const [, subtype = "bin"] = /\/([\w-]+)/.exec(mime) ?? [];
  return `${media}.${subtype}`;
}
