/**
 * Every kind of message, both ways: what ours become on WhatsApp by each driver, and what WhatsApp's become for us. The
 * drivers and the messenger read it here; nothing else says how kinds correspond.
 */
import type { Content, MediaKind } from "../../core/messaging/content.ts";

/** What core/messaging/content.ts has: the core cannot have a kind that is not told of below. */
export type Kind = Exclude<Content["kind"], "media"> | MediaKind;

/** By which driver. */
export type Via = "web" | "cloud";

/** Forms in which WhatsApp shows a file. */
export type FileForm = "image" | "video" | "gif" | "voice" | "audio" | "document" | "sticker";

/** Whether words can stand under it. */
export const canCaption = (form: FileForm): boolean =>
  form !== "voice" && form !== "audio" && form !== "sticker";

/** What of a kind does not get there, and is said in words (`whatsapp-lost` of the texts). */
export type Loss = "motion" | "sticker-motion" | "sticker";

/** Bytes: of what stands still, and of what moves. */
export interface Most {
  readonly still: number;
  readonly moving: number;
}

/** One way for a file to go; the first of a list that fits is taken. Where none does, it is refused, in words. */
export interface FileWay {
  readonly as: FileForm;
  /** Media types it holds for, `audio/*` for all of a family; absent: any. */
  readonly types?: readonly string[];
  /** Only for pictures that move. */
  readonly moving?: true;
  /** The still picture that came with the file goes in its place. */
  readonly of?: "still";
  /** What is made of it first: a PNG of its first picture, or a WebP as stickers have to be. */
  readonly made?: "png" | "sticker";
  /** The type it is sent under, where WhatsApp knows it by another. */
  readonly sentAs?: string;
  readonly most?: number | Most;
  readonly lost?: Loss;
}

/** Only words say that there was something. */
interface Words {
  readonly as: "words";
  readonly lost: Loss;
}

/** WhatsApp has the same; `parts`: one by one, each by its own kind (core/messaging/outbox.ts). */
interface Same {
  readonly as: "text" | "location" | "contact" | "parts";
}

/** A type of WhatsApp's message, and the mark on it by which it is this kind and no other. */
export interface Type {
  readonly type: string;
  readonly mark?: "gif" | "voice";
}

interface Row<Way> {
  readonly to: readonly Way[];
  /** Empty: this driver never tells of it; people's phones send something else instead. */
  readonly from: readonly Type[];
}

type Rows<K extends Kind, Way> = Readonly<Record<K, Readonly<Record<Via, Row<Way>>>>>;

// What Meta takes: Cloud API reference, "Supported media types"; an upload of any other type is an error.
const MB = 1024 * 1024;
const IMAGE = 5 * MB;
const FILM = 16 * MB;
const DOCUMENT = 100 * MB;
const STICKER: Most = { still: 100 * 1024, moving: 500 * 1024 };
const IMAGES = ["image/jpeg", "image/png"];
const FILMS = ["video/mp4", "video/3gpp"];
const SOUNDS = ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"];
const OFFICE = "application/vnd.openxmlformats-officedocument";
const DOCUMENTS = [
  "application/pdf",
  "application/msword",
  "application/vnd.ms-excel",
  "application/vnd.ms-powerpoint",
  `${OFFICE}.wordprocessingml.document`,
  `${OFFICE}.spreadsheetml.sheet`,
  `${OFFICE}.presentationml.presentation`,
];
const WEBP = ["image/webp"];
/** Pictures that Meta takes in no message. As stickers, which are WebP, they can at least move. */
const FOREIGN = [...WEBP, "image/gif"];

/** The Cloud API's last resort for every kind of file. */
const asFile: readonly FileWay[] = [
  { as: "sticker", types: FOREIGN, moving: true, made: "sticker", most: STICKER },
  { as: "image", types: FOREIGN, moving: true, made: "png", most: IMAGE, lost: "motion" },
  { as: "image", types: FOREIGN, made: "png", most: IMAGE },
  { as: "document", types: FOREIGN, made: "png", most: DOCUMENT },
  { as: "document", types: [...DOCUMENTS, ...IMAGES, ...FILMS, ...SOUNDS], most: DOCUMENT },
  // It knows one type of text; the name still says what it is.
  { as: "document", types: ["text/*", "application/json"], sentAs: "text/plain", most: DOCUMENT },
];
const cloudFilm: readonly FileWay[] = [{ as: "video", types: FILMS, most: FILM }, ...asFile];

// WhatsApp Web takes any file as a document; 20 MB, the most that we hold, are within all its limits
// (faq.whatsapp.com). These are the films that it offers to send as such.
const WEB_FILMS = [...FILMS, "video/quicktime"];
const webFilm: readonly FileWay[] = [{ as: "video", types: WEB_FILMS }, { as: "document" }];

/** Telegram's moving stickers are drawings (tgs) or VP9 films (webm), which no phone with WhatsApp opens. */
const standsStill = { as: "sticker", of: "still", made: "sticker", lost: "sticker-motion" } as const;

export const KINDS: Rows<MediaKind, FileWay | Words> & Rows<Exclude<Kind, MediaKind>, Same> = {
  text: {
    web: { to: [{ as: "text" }], from: [{ type: "chat" }] },
    cloud: { to: [{ as: "text" }], from: [{ type: "text" }] },
  },
  photo: {
    web: {
      to: [{ as: "image", types: [...IMAGES, ...WEBP] }, { as: "document" }],
      from: [{ type: "image" }],
    },
    cloud: { to: [{ as: "image", types: IMAGES, most: IMAGE }, ...asFile], from: [{ type: "image" }] },
  },
  video: {
    web: { to: webFilm, from: [{ type: "video" }] },
    cloud: { to: cloudFilm, from: [{ type: "video" }] },
  },
  /** Telegram's GIFs are films without sound; a real .gif is somebody's file. */
  animation: {
    web: {
      to: [{ as: "gif", types: FILMS }, { as: "document" }],
      from: [{ type: "video", mark: "gif" }],
    },
    cloud: { to: [{ as: "gif", types: FILMS, most: FILM }, ...asFile], from: [] },
  },
  video_note: {
    web: { to: webFilm, from: [{ type: "ptv" }] },
    cloud: { to: cloudFilm, from: [] },
  },
  voice: {
    web: { to: [{ as: "voice", types: ["audio/*"] }, { as: "document" }], from: [{ type: "ptt" }] },
    cloud: {
      to: [
        { as: "voice", types: ["audio/ogg"], most: FILM },
        { as: "audio", types: SOUNDS, most: FILM },
        ...asFile,
      ],
      from: [{ type: "audio", mark: "voice" }],
    },
  },
  audio: {
    web: { to: [{ as: "audio", types: ["audio/*"] }, { as: "document" }], from: [{ type: "audio" }] },
    cloud: { to: [{ as: "audio", types: SOUNDS, most: FILM }, ...asFile], from: [{ type: "audio" }] },
  },
  document: {
    web: { to: [{ as: "document" }], from: [{ type: "document" }] },
    cloud: { to: asFile, from: [{ type: "document" }] },
  },
  sticker: {
    web: {
      to: [{ as: "sticker", types: WEBP }, standsStill, { as: "words", lost: "sticker" }],
      from: [{ type: "sticker" }],
    },
    cloud: {
      to: [
        { as: "sticker", types: WEBP, made: "sticker", most: STICKER },
        { as: "image", types: WEBP, made: "png", most: IMAGE },
        { ...standsStill, most: STICKER },
        { as: "words", lost: "sticker" },
      ],
      from: [{ type: "sticker" }],
    },
  },
  location: {
    web: { to: [{ as: "location" }], from: [{ type: "location" }] },
    cloud: { to: [{ as: "location" }], from: [{ type: "location" }] },
  },
  contact: {
    web: { to: [{ as: "contact" }], from: [{ type: "vcard" }, { type: "multi_vcard" }] },
    cloud: { to: [{ as: "contact" }], from: [{ type: "contacts" }] },
  },
  album: {
    web: { to: [{ as: "parts" }], from: [] },
    cloud: { to: [{ as: "parts" }], from: [] },
  },
};

/**
 * Types that are no content. `silent`: WhatsApp's own notices, which nobody wrote, and containers whose parts come as
 * messages of their own; `choice`: something that we offered; the rest is about an earlier message.
 */
export type Other = "silent" | "choice" | "revoked" | "edited" | "reaction";

export const OTHERS: Readonly<Record<Via, Readonly<Record<string, Other>>>> = {
  web: {
    album: "silent",
    broadcast_notification: "silent",
    call_log: "silent",
    ciphertext: "silent",
    debug: "silent",
    e2e_notification: "silent",
    gp2: "silent",
    group_notification: "silent",
    notification: "silent",
    notification_template: "silent",
    protocol: "silent",
    // Told of by an event of its own.
    reaction: "silent",
    revoked: "revoked",
    buttons_response: "choice",
    list_response: "choice",
    template_button_reply: "choice",
  },
  cloud: {
    interactive: "choice",
    button: "choice",
    reaction: "reaction",
    edit: "edited",
    revoke: "revoked",
  },
};
