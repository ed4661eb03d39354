import { Bot, type Context } from "grammy";
import type { Message, Update, UserFromGetMe } from "grammy/types";
import { dialogsOver, type Dialogs, type Flows } from "../../../bots/dialog/dialogs.ts";
import { menuOf } from "../../../bots/dialog/buttons.ts";
import type { Person } from "../../../bots/dialog/dialog.ts";
import type { Input } from "../../../bots/dialog/input.ts";
import { dialogMiddleware } from "../../../bots/dialog/middleware.ts";
import type { Button, Out } from "../../../bots/dialog/out.ts";
import type { Host } from "../../../bots/dialog/port.ts";
import { replayEngine } from "../../../bots/dialog/replay.ts";
import { telegramEngine } from "../../../bots/dialog/telegram.ts";
import type { Gathered } from "../../../bots/telegram/read.ts";
import type { Engine } from "../../../bots/dialog/session.ts";
import { decodePick } from "../../../bots/dialog/token.ts";

/** What the flows of these tests do: they write notes, and a turn that fails writes none. */
export interface Notes {
  readonly notes: string[];
  note(text: string): Promise<number>;
}

export type Shown = Out & { readonly key: string };

/** How inputs reach the dialogs: as a Telegram update through grammY, or as they are. */
type Way = <F extends Flows<Notes>>(
  dialogs: Dialogs<Notes, F>,
  host: Host<Notes>,
  input: Input,
) => Promise<void>;

export interface Channel {
  readonly channel: string;
  readonly engine: Engine;
  readonly way: Way;
}

export const channels: readonly Channel[] = [
  { channel: "telegram", engine: telegramEngine, way: throughTelegram },
  { channel: "replay", engine: replayEngine, way: asItIs },
];

/**
 * A person in a chat with a bot. Every message is a turn of its own: a new process as far as the dialog can tell, with
 * nothing but the saved JSON. A turn that throws leaves nothing behind.
 */
export class Chat<F extends Flows<Notes>> {
  state: string | undefined;
  notes: string[] = [];
  /** All messages ever shown. */
  shown: Shown[] = [];
  person: Person = { locale: "en" };
  /** Where the person writes; they may go on elsewhere. */
  channel: Channel;
  flows: F;

  constructor(channel: Channel, flows: F) {
    this.channel = channel;
    this.flows = flows;
  }

  /** Runs a turn and returns what it showed. */
  async turn(work: (dialogs: Dialogs<Notes, F>, host: Host<Notes>) => Promise<unknown>): Promise<Shown[]> {
    const before = this.shown.length;
    const draft = { state: this.state, notes: [...this.notes], shown: [...this.shown] };
    const host: Host<Notes> = {
      core: {
        notes: draft.notes,
        note: (text) => Promise.resolve(draft.notes.push(text)),
      },
      ids: () => "dialog-1",
      person: () => Promise.resolve(this.person),
      show(out) {
        const key = `op-${draft.shown.length + 1}`;
        draft.shown.push({ ...out, key });
        return Promise.resolve(key);
      },
      load: () => Promise.resolve(draft.state === undefined ? undefined : JSON.parse(draft.state)),
      save: (state) => Promise.resolve(void (draft.state = JSON.stringify(state))),
      drop: () => Promise.resolve(void (draft.state = undefined)),
    };
    await work(dialogsOver<Notes, F>(this.channel.engine, this.flows), host);
    Object.assign(this, draft);
    return this.shown.slice(before);
  }

  enter(name: keyof F & string, ...args: unknown[]): Promise<Shown[]> {
    return this.turn((dialogs, host) => dialogs.enter(host, name, ...(args as never)));
  }
  send(input: Input): Promise<Shown[]> {
    return this.turn((dialogs, host) => this.channel.way(dialogs, host, input));
  }
  say = (text: string) => this.send({ kind: "text", text });

  /** Presses a button by its label, on the newest message that has it (or on the given one). */
  press(label: string, on?: Shown): Promise<Shown[]> {
    const message =
      on ?? this.shown.findLast((shown) => buttons(shown).some((button) => button.label === label));
    const data = menuOf(message ?? { text: "" })
      ?.flat()
      .find((button) => button.label === label);
    if (!data || !("data" in data)) throw new Error(`No button ${label}`);
    const pick = decodePick(data.data);
    if (!pick) throw new Error(`Not a dialog's button: ${data.data}`);
    return this.send({ kind: "pick", ...pick });
  }
  /** Goes on in another messenger, where the open question is shown anew. */
  moveTo(channel: Channel): Promise<Shown[]> {
    this.channel = channel;
    return this.turn((dialogs, host) => dialogs.answer(host, { kind: "again" }));
  }
  get open(): boolean {
    return this.state !== undefined;
  }
}

export const buttons = (out: Out): Button[] => (out.rows ?? []).flat();
export const texts = (shown: readonly Out[]): string[] => shown.map((out) => out.text);
export const labels = (out: Out | undefined): string[] =>
  out ? buttons(out).map((button) => button.label) : [];

async function asItIs<F extends Flows<Notes>>(dialogs: Dialogs<Notes, F>, host: Host<Notes>, input: Input) {
  await dialogs.answer(host, input);
}

/** The real way: an update into a real bot whose dialogs are one of its middlewares. */
async function throughTelegram<F extends Flows<Notes>>(
  dialogs: Dialogs<Notes, F>,
  host: Host<Notes>,
  input: Input,
) {
  const bot = new Bot<Context>("1:test", { botInfo });
  bot.api.config.use(() => Promise.reject(new Error("A turn never calls the network")));
  bot.use(dialogMiddleware(dialogs, () => host));
  await bot.handleUpdate(updateOf(input));
}

const from = { id: 7, is_bot: false, first_name: "Anna" };
const chat = { id: 7, type: "private", first_name: "Anna" } as const;
const base = { date: 1, from, chat };

/** The update Telegram sends for an input. */
export function updateOf(input: Input): Gathered {
  if (input.kind === "pick") {
    const data = `d:${input.of}:${input.value}`;
    const callback_query = {
      id: "1",
      from,
      chat_instance: "1",
      data,
      message: { ...base, message_id: 1, text: "?" },
    };
    return { update_id: 1, callback_query };
  }
  if (input.kind === "media") {
    const [first, ...rest] = input.media.map((media, index) => {
      const file = { file_id: media.ref, file_unique_id: `u-${media.ref}` };
      const body = media.kind === "photo" ? [{ ...file, width: 1, height: 1 }] : file;
      return { ...base, message_id: 10 + index, [media.kind]: body };
    });
    const update = { update_id: 1, message: first } as Update;
    return rest.length > 0 ? Object.assign(update, { album: [first, ...rest] as Message[] }) : update;
  }
  if (input.kind === "again") throw new Error("nobody says this");
  return { update_id: 1, message: { ...base, message_id: 1, ...contentOf(input) } };
}

function contentOf(input: Exclude<Input, { kind: "pick" | "media" | "again" }>): object {
  switch (input.kind) {
    case "text":
      return { text: input.text };
    case "contact":
      return { contact: { phone_number: input.phone, first_name: "Anna", user_id: input.own ? 7 : 8 } };
    case "location":
      return { location: { latitude: input.latitude, longitude: input.longitude } };
    case "other":
      return { dice: { emoji: "🎲", value: 3 } };
    case "back":
      return { text: "Back" };
    case "skip":
      return { text: "Skip" };
    default:
      return input satisfies never;
  }
}

export const botInfo = { id: 1, is_bot: true, first_name: "Vet", username: "vet_bot" } as UserFromGetMe;

/** The answers that a dialog's state has written down, in the engine's own form. */
export const logOf = ({ state = "{}" }: { readonly state: string | undefined }): unknown =>
  (JSON.parse(state) as { log?: unknown }).log;
