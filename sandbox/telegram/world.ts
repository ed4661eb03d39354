/**
 * What exists in the simulated Telegram: people, bots, their private chats, messages, files, updates. Plain data; the
 * records are what is stored, the rest (pollers, requests in flight) lives and dies with the process.
 */
import type {
  BotCommand,
  ForceReply,
  ForumTopic,
  MenuButton,
  Message,
  ReactionType,
  ReplyKeyboardMarkup,
  Update,
  UserFromGetMe,
} from "grammy/types";
import type { Change } from "./changes.ts";
import type { Fault } from "./faults.ts";
import type { Store, StoredRecord } from "./persistence.ts";

export interface Person {
  id: number;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  /** International, with the plus sign; shared only by a contact. */
  phone?: string;
  /** What WhatsApp shows of them: the number, a hidden id behind which it can be found (so unless told), or that alone. */
  whatsapp?: "phone" | "lid" | "hidden";
}

export interface Webhook {
  url: string;
  secret_token?: string;
  max_connections?: number;
}

export interface BotRecord {
  token: string;
  me: UserFromGetMe;
  nextMessageId: number;
  nextUpdateId: number;
  /** As last asked for; nothing: all but the kinds that must be asked for. */
  allowedUpdates?: string[];
  webhook?: Webhook;
  lastError?: { date: number; message: string };
  commands: Record<string, BotCommand[]>;
  texts: Record<string, string>;
  menuButton?: MenuButton;
}

export interface QueuedUpdate {
  update: Update;
  /** When it happened, ms: updates are kept for 24 hours. */
  at: number;
  /** Updates of one queue arrive in order; different queues overtake each other, as on the real server. */
  queue: string;
  /** Delivered once more after it was confirmed (a fault). */
  again?: boolean;
}

export interface Poller {
  limit: number;
  answer(updates: Update[]): void;
  conflict(description: string): void;
}

export interface Bot {
  record: BotRecord;
  queue: QueuedUpdate[];
  poller?: Poller;
  /** Requests being answered, downloads included. */
  inFlight: number;
  /** Queues with a webhook delivery or its back-off under way. */
  delivering: Set<string>;
  /** Kept back by the reorder fault until the next update has passed it. */
  heldBack?: { update: Omit<Update, "update_id">; queue: string };
}

export interface Topic extends ForumTopic {
  deleted?: true;
}

export interface ShownKeyboard {
  markup: ReplyKeyboardMarkup | ForceReply;
  messageId: number;
  /** A one-time keyboard that was used: folded away, still there. */
  collapsed: boolean;
}

export interface CallbackRecord {
  id: string;
  messageId: number;
  data: string;
  at: number;
  answer?: { text?: string; alert: boolean; url?: string };
}

export interface ChatRecord {
  key: string;
  botId: number;
  userId: number;
  /** The person has written or pressed start. */
  started: boolean;
  blocked: boolean;
  /** The person switched topics off in this chat, whatever the bot allows. */
  topicsOff: boolean;
  topics: Topic[];
  /** The current reply keyboard per topic id; "0" is the chat outside topics. */
  keyboards: Record<string, ShownKeyboard>;
  pinned: number[];
  callbacks: CallbackRecord[];
  actions: { action: string; at: number; topic?: number }[];
}

export interface Edit {
  at: number;
  /** The message as it was before. */
  before: Message;
}

export interface MessageRecord {
  message: Message;
  by: "person" | "bot";
  /** Whether the person has seen it; their own messages are. */
  read: boolean;
  silent: boolean;
  /** Sent with a reply keyboard: the real server lets nobody edit it. */
  fixed: boolean;
  edits: Edit[];
  deleted?: { by: "person" | "bot"; at: number };
  reactions: { person: ReactionType[]; bot: ReactionType[] };
  /** An invoice's payload, which its bot alone may see. */
  payload?: string;
}

/** An invoice that is reached by its link. */
export interface InvoiceLink {
  botId: number;
  title: string;
  description: string;
  currency: string;
  /** Minor units. */
  total_amount: number;
  payload: string;
}

export interface Chat {
  record: ChatRecord;
  messages: Map<number, MessageRecord>;
}

export interface StoredFile {
  uid: string;
  bytes: Buffer;
  name?: string;
  mime: string;
  /** Bots that have an id of it: no other can download it. */
  issuedTo: number[];
}

export interface World {
  clock: { now(): Date };
  strict: boolean;
  people: Map<number, Person>;
  bots: Map<number, Bot>;
  chats: Map<string, Chat>;
  files: Map<string, StoredFile>;
  faults: Fault[];
  /** Requests that a fault is holding back. */
  stalls: Set<{ fault: string; end(): void }>;
  /** By what the link ends with. They end with the process: whoever wants to pay gets a new one. */
  invoices: Map<string, InvoiceLink>;
  /** Where the server listens: links to invoices begin with it, as nothing of the sandbox may lead out of this machine. */
  url: string;
  /** Open pre-checkout queries: what a bot's answer is handed to. */
  checkouts: Map<string, (answer: { ok: boolean; error_message?: string }) => void>;
  /** What broke the schema: requests, our own results, our own updates. A test expects none. */
  violations: string[];
  store: Store;
  /** Records of the other messengers, as the store had them at the start. */
  kept: StoredRecord[];
  /** Aborted when the server closes: deliveries and their pauses end. */
  closing: AbortSignal;
  /** Starts posting what waits for a bot to its webhook. */
  deliver(bot: Bot): void;
  changed(change: Change): void;
  onChange(listener: (change: Change) => void): () => void;
}

export function createWorld(given: Pick<World, "clock" | "strict" | "store" | "closing" | "deliver">): World {
  const listeners = new Set<(change: Change) => void>();
  return {
    ...given,
    people: new Map(),
    bots: new Map(),
    chats: new Map(),
    files: new Map(),
    faults: [],
    kept: [],
    stalls: new Set(),
    invoices: new Map(),
    url: "",
    checkouts: new Map(),
    violations: [],
    changed(change) {
      for (const listener of listeners) listener(change);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Unix time in seconds, as messages carry it. */
export function unixTime(world: World): number {
  return Math.floor(world.clock.now().getTime() / 1000);
}

export function botByToken(world: World, token: string): Bot | undefined {
  for (const bot of world.bots.values()) if (bot.record.token === token) return bot;
  return undefined;
}
