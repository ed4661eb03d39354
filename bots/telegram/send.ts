import type { Content, Entity, Media, Words } from "../../core/messaging/content.ts";
import { extensionOf } from "../../core/messaging/extensions.ts";
import type { Job } from "../../core/messaging/messenger.ts";
import type { Answer, Caller } from "./caller.ts";

/** What goes above and below a content: whose message it is, and the buttons. */
export interface Dress {
  /** A line above the words, in bold. */
  readonly header?: string | undefined;
  readonly markup?: object | undefined;
  /** Quotes this message, if it is still there. */
  readonly replyTo?: string | null;
}

/** Sends a content with the one method of the Bot API that its kind has. */
export async function sendContent(caller: Caller, job: Job, content: Content, dress: Dress): Promise<Answer> {
  const common = {
    chat_id: job.chat,
    ...(job.topic && { message_thread_id: Number(job.topic) }),
    ...(dress.replyTo && {
      reply_parameters: { message_id: Number(dress.replyTo), allow_sending_without_reply: true },
    }),
    ...(dress.markup && { reply_markup: dress.markup }),
  };
  switch (content.kind) {
    case "text": {
      const { text, entities } = under(dress.header, content);
      return caller.call("sendMessage", {
        ...common,
        text,
        ...(entities && { entities }),
        link_preview_options: { is_disabled: true },
      });
    }
    case "media": {
      const { media } = content;
      const { method, field, action } = METHODS[media.kind];
      busy(caller, job, action);
      const file = await uploaded(caller, job, media);
      return caller.call(method, {
        ...common,
        [field]: file,
        ...shape(media),
        ...captionOf(media, dress.header),
      });
    }
    case "album": {
      busy(caller, job, "upload_photo");
      const { reply_markup: _, ...rest } = { reply_markup: undefined, ...common };
      const media = await Promise.all(
        content.parts.map(async (part, index) => ({
          type: part.kind,
          media: await uploaded(caller, job, part),
          ...shape(part),
          ...captionOf(part, index === 0 ? dress.header : undefined),
        })),
      );
      return caller.call("sendMediaGroup", { ...rest, media });
    }
    case "location": {
      const { latitude, longitude, title, address } = content;
      return title
        ? caller.call("sendVenue", { ...common, latitude, longitude, title, address: address ?? "" })
        : caller.call("sendLocation", { ...common, latitude, longitude });
    }
    case "contact": {
      const { phone, firstName, lastName } = content;
      return caller.call("sendContact", {
        ...common,
        phone_number: phone,
        first_name: firstName,
        ...(lastName && { last_name: lastName }),
      });
    }
  }
}

const METHODS: Readonly<Record<Media["kind"], { method: string; field: string; action: string }>> = {
  photo: { method: "sendPhoto", field: "photo", action: "upload_photo" },
  video: { method: "sendVideo", field: "video", action: "upload_video" },
  animation: { method: "sendAnimation", field: "animation", action: "upload_video" },
  voice: { method: "sendVoice", field: "voice", action: "upload_voice" },
  audio: { method: "sendAudio", field: "audio", action: "upload_voice" },
  video_note: { method: "sendVideoNote", field: "video_note", action: "upload_video_note" },
  document: { method: "sendDocument", field: "document", action: "upload_document" },
  sticker: { method: "sendSticker", field: "sticker", action: "choose_sticker" },
};

/** Shows the reader that a file is on its way. Whether it is shown changes nothing, so nobody waits for it. */
function busy(caller: Caller, { chat, topic }: Job, action: string): void {
  void caller.call("sendChatAction", {
    chat_id: chat,
    action,
    ...(topic && { message_thread_id: Number(topic) }),
  });
}

/** Kinds that the Bot API sends without words. */
export const isWordless = (content: Content): boolean =>
  content.kind === "location" ||
  content.kind === "contact" ||
  (content.kind === "media" && (content.media.kind === "sticker" || content.media.kind === "video_note"));

/** The stored bytes, under the name its sender gave; a file_id holds for one bot only. */
async function uploaded(caller: Caller, job: Job, media: Media): Promise<unknown> {
  const { bytes, mime } = await job.file(media.file);
  return caller.upload(bytes, media.name ?? `${media.kind}.${extensionOf(mime)}`);
}

function shape({ kind, duration, width, height, spoiler }: Media): object {
  const timed = kind !== "photo" && kind !== "document" && kind !== "sticker";
  const sized = kind === "video" || kind === "animation";
  return {
    ...(timed && duration !== undefined && { duration }),
    ...(sized && width !== undefined && { width }),
    ...(sized && height !== undefined && { height }),
    ...(kind === "video_note" && width !== undefined && { length: width }),
    ...(spoiler && (kind === "photo" || sized) && { has_spoiler: true }),
  };
}

function captionOf(media: Media, header: string | undefined): object {
  if (media.kind === "sticker" || media.kind === "video_note") return {};
  const { text, entities } = under(header, media.caption ?? { text: "" });
  return text ? { caption: text, ...(entities && { caption_entities: entities }) } : {};
}

/** The words with the header as a bold line above them; formatting moves down with its text. */
export function under(header: string | undefined, words: Words): Words {
  if (!header) return words;
  const lead = words.text ? `${header}\n` : header;
  const moved = (words.entities ?? []).map((entity) => ({ ...entity, offset: entity.offset + lead.length }));
  const bold: Entity = { type: "bold", offset: 0, length: header.length };
  return { text: lead + words.text, entities: [bold, ...moved] };
}
