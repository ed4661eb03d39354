/** The control API as its clients see it: what the routes of sandbox/README.md answer. */
import type { BotCommand, Message, ReactionType } from "grammy/types";
import type { Change } from "../telegram/changes.ts";
import type { Fault } from "../telegram/faults.ts";
import type { MediaKind } from "../telegram/media.ts";
import type { Pressed } from "../telegram/people/press.ts";
import type { Paid } from "../telegram/people/pay.ts";
import type { Person } from "../telegram/world.ts";

export type { Change, Fault, Paid, Person, Pressed };
export type { ActInput, ActName, PersonInput } from "./inputs.ts";

export interface BotView {
  id: number;
  username: string;
  first_name: string;
  /** `has_topics_enabled`. */
  topics: boolean;
  /** What waits for the bot. */
  pendingUpdates: number;
  webhook?: { url: string; lastError?: string };
  /** As set for everyone, or for everyone of a language: by scope and language. */
  commands: Record<string, BotCommand[]>;
  texts: Record<string, string>;
}

export type ButtonView =
  /** `description`: of a row of a list on WhatsApp. */
  | { type: "callback"; text: string; data: string; description?: string }
  | { type: "url" | "web_app"; text: string; url: string }
  | { type: "copy"; text: string; copied: string }
  | { type: "pay" | "other"; text: string };

export interface FileView {
  kind: MediaKind;
  /** For `GET /api/files/<uid>`. */
  uid: string;
  mime: string;
  size: number;
  name?: string;
  width?: number;
  height?: number;
  duration?: number;
}

export type MessageKind =
  | "text"
  | MediaKind
  | "location"
  | "venue"
  | "contact"
  | "poll"
  | "dice"
  | "story"
  | "checklist"
  | "invoice"
  | "service"
  | "other";

export interface MessageView {
  id: number;
  by: "person" | "bot";
  kind: MessageKind;
  /** Unix milliseconds. */
  at: number;
  /** The text or the caption; empty when there is none. */
  text: string;
  /** The message as the Bot API has it: entities, quotation, location and so on. */
  message: Message;
  file?: FileView;
  replyTo?: number;
  topic?: number;
  /** Parts of one album share it. */
  album?: string;
  buttons: ButtonView[][];
  reactions: { person: ReactionType[]; bot: ReactionType[] };
  /** What it said before, oldest first. */
  edits: { at: number; text: string; before: Message }[];
  deleted?: { by: "person" | "bot"; at: number };
  read: boolean;
  silent: boolean;
  /**
   * On WhatsApp: its key, how far it got (-1 refused, 1 at the server, 2 on the other phone, 3 read), and, where its
   * choices are a list, what the button says that opens it.
   */
  whatsapp?: { id: string; ack: number; menu?: string };
}

export interface KeyboardView {
  /** 0: outside topics. */
  topic: number;
  message: number;
  /** Labels with what they ask for; none when the bot only forces a reply. */
  rows: { text: string; asks: "text" | "contact" | "location" | "other" }[][];
  placeholder?: string;
  /** A one-time keyboard that was used: folded away, its buttons can still be pressed. */
  collapsed: boolean;
  forceReply: boolean;
}

export interface TopicView {
  id: number;
  name: string;
  colour: number;
  unread: number;
  deleted: boolean;
}

export interface CallbackView {
  id: string;
  message: number;
  data: string;
  at: number;
  /** Missing: the button still spins. `text` is a toast, or a window when `alert`. */
  answer?: { text?: string; alert: boolean; url?: string };
}

export interface ChatSummary {
  /** `<bot id>:<user id>`. */
  key: string;
  bot: number;
  user: number;
  started: boolean;
  blocked: boolean;
  /** Whether topics work here now: the bot allows them and the person has them on. */
  topicsOn: boolean;
  unread: number;
  last?: MessageView;
}

export interface ChatView extends ChatSummary {
  /** In order; deleted ones included. */
  messages: MessageView[];
  /** Whether there are older ones: ask again with `before` set to the first id. */
  more: boolean;
  topics: TopicView[];
  keyboards: KeyboardView[];
  pinned: number[];
  callbacks: CallbackView[];
  /** Typing and the like, the last twenty; shown for 5 s or until a message comes. */
  actions: { action: string; at: number; topic?: number }[];
}

export interface ClockView {
  now: string;
  offsetMs: number;
}

export interface StateView {
  clock: ClockView;
  people: Person[];
  bots: BotView[];
  chats: ChatSummary[];
  faults: Fault[];
  violations: string[];
}

export interface SettledView {
  settled: boolean;
  /** Who still has work, and how much; empty when settled. */
  busy: Record<string, number>;
  waitedMs: number;
}

/** What came of an act: the messages that the person sent, or what a button did. */
export interface ActView {
  messages: MessageView[];
  pressed?: Pressed;
  paid?: Paid;
}
