/** What exists in the simulated WhatsApp: chats between people and one business number, and what passes in them. */
import type { MediaKind } from "../telegram/media.ts";

/** -1: WhatsApp refused it, 0: it has not left, 1: at WhatsApp's servers, 2: on the other phone, 3: read. */
export type Ack = -1 | 0 | 1 | 2 | 3;

export interface HubFile {
  /** Of the file's bytes, as `world.files` has them. */
  uid: string;
  mime: string;
  size: number;
  name?: string;
  seconds?: number;
  width?: number;
  height?: number;
}

/** A native button or a row of a list. */
export interface HubChoice {
  data: string;
  label: string;
  description?: string;
}

export type HubContent =
  | { kind: "text"; text: string }
  | { kind: MediaKind; text: string; file: HubFile }
  | {
      kind: "location";
      text: string;
      latitude: number;
      longitude: number;
      title?: string;
      address?: string;
    }
  | { kind: "contact"; text: string; phone: string; firstName: string; lastName?: string }
  /** `votes`: positions of the options that the other side has chosen. */
  | { kind: "poll"; text: string; options: string[]; votes: number[] }
  /** A native choice that was taken: what the bot gave it to carry. */
  | { kind: "choice"; text: string; data: string }
  /** Something that the other side cannot read: an event, a product. */
  | { kind: "other"; text: string; what: string };

export interface HubMessage {
  /** Counts over all chats; what the control API calls its id. */
  number: number;
  /** WhatsApp's key, unique over all chats; every gate writes it in its own way. */
  id: string;
  by: "person" | "bot";
  /** Unix milliseconds, by the sandbox's clock. */
  at: number;
  content: HubContent;
  /** `number` of the message that it quotes. */
  quoted?: number;
  /** Parts of one album share it. */
  album?: string;
  edits: { at: number; before: HubContent }[];
  revoked?: { by: "person" | "bot"; at: number };
  /** The emoji that each side has put under it. */
  reactions: { person?: string; bot?: string };
  /** When the person put theirs there, Unix milliseconds. */
  reactedAt?: number;
  ack: Ack;
  /** What the bot offers natively (the Cloud API alone), and what the button that opens a list says. */
  choices?: HubChoice[];
  menu?: string;
  /** Of a template of the Cloud API: its name. */
  template?: string;
  /** Sent while the person had the number blocked: it stays at one tick and they never see it. */
  withheld?: true;
}

export interface HubChat {
  person: number;
  /** The person has written: before that the bot may only send templates (Cloud API), and should send nothing. */
  started: boolean;
  blocked: boolean;
  /** When the person last wrote, Unix milliseconds: the 24 hours of the Cloud API count from here. */
  lastWrote?: number;
  /** Typing and the like, the last twenty. */
  actions: { action: string; at: number }[];
  messages: Map<number, HubMessage>;
}

/** What has happened in a chat that the bot's side must learn; `message` is the number of a message of this chat. */
export type Happening =
  | { type: "message" | "edited" | "revoked"; message: number }
  | { type: "reaction"; message: number; emoji: string | null }
  | { type: "vote"; message: number; options: number[] }
  | { type: "ack"; message: number; ack: Ack };

export type HubEvent = Happening & {
  seq: number;
  person: number;
  /** Unix milliseconds. */
  at: number;
  /** Delivered once more (the fault `duplicate`). */
  again?: true;
};
