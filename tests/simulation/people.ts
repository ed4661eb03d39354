import { readArrival } from "../../webhooks/telegram/arrival.ts";
import type { Arrival } from "../../core/messaging/intake.ts";
import type { Case, Player } from "./cast.ts";
import type { Messengers } from "./messengers.ts";
import type { Act } from "./plan.ts";

/** Something that a person wrote to the other side of a case. */
export interface Said {
  /** What it says; found again in what is shown to the other side. */
  words: string;
  readonly token: string;
  readonly by: Player;
  readonly case: Case;
  /** Contents of the files that went with it. */
  readonly files: readonly string[];
  /** Ids of its messages in the writer's chat. */
  readonly ids: readonly number[];
  /** The last update of its own; edits are others. */
  readonly updates: readonly Update[];
  readonly edits: Update[];
  /** Its author could not be sure that edits came after it. */
  reaction: string | null;
}

/** An update on its way to us. */
export interface Update {
  readonly by: Player;
  readonly arrival: Arrival;
  readonly body: Record<string, unknown>;
  /** It is being handed over, so many times at once. */
  underWay: number;
  acknowledged: boolean;
  /** By the count of steps: when it was first handed over, and acknowledged. */
  first: number;
  done: number;
}

/** What people do, as their messengers see it. */
export interface People {
  readonly said: Said[];
  /** All updates, in the order in which they were made. */
  readonly updates: Update[];
  readonly asked: { readonly by: Player; readonly update: Update }[];
  readonly act: (act: Act) => void;
}

export function newPeople(messengers: Messengers): People {
  const said: Said[] = [];
  const updates: Update[] = [];
  const asked: { by: Player; update: Update }[] = [];
  let made = 0;

  function update(by: Player, what: Record<string, unknown>): Update {
    const body = { update_id: ++made, ...what };
    const read = readArrival(by.channel, body);
    if (read.kind !== "arrival") throw new Error("an update that is none");
    const fresh: Update = {
      by,
      arrival: read.arrival,
      body,
      underWay: 0,
      acknowledged: false,
      first: 0,
      done: 0,
    };
    updates.push(fresh);
    return fresh;
  }

  const message = (by: Player, more: Record<string, unknown>) => ({
    message_id: messengers.nextId(),
    date: 0,
    chat: { id: by.chat, type: "private", first_name: "A" },
    from: { id: by.chat, is_bot: false, first_name: "A", language_code: "en" },
    ...more,
  });

  function say(by: Player, at: Case, count: number, quotes: boolean): void {
    const token = `m${said.length + 1}`;
    const where = by.side === "staff" ? { message_thread_id: at.topic, is_topic_message: true } : {};
    const chat = String(by.chat);
    const other = messengers.shown.findLast(
      (each) => quotes && each.channel === by.channel && each.chat === chat && isOf(each.words, at, said),
    );
    const reply = other ? { reply_to_message: message(by, { message_id: Number(other.id), text: "q" }) } : {};
    const files = Array.from({ length: count }, (_, n) => `${token}.${n}`);
    const ids: number[] = [];
    const own: Update[] = [];
    const put = (content: Record<string, unknown>) => {
      const one = message(by, { ...where, ...reply, ...content });
      ids.push(one.message_id);
      own.push(update(by, { message: one }));
    };
    if (files.length === 0) put({ text: token });
    for (const [n, name] of files.entries()) {
      const ref = `${by.channel} ${name}`;
      messengers.files.set(ref, new TextEncoder().encode(name));
      put({
        document: { file_id: ref, file_unique_id: ref, file_name: `${name}.txt`, file_size: 9 },
        ...(n === 0 && { caption: token }),
        ...(files.length > 1 && { media_group_id: `album ${token}` }),
      });
    }
    said.push({ words: token, token, by, case: at, files, ids, updates: own, edits: [], reaction: null });
  }

  function edit(ago: number): void {
    const one = said.at(-1 - ago);
    const [id] = one?.ids ?? [];
    if (!one || id === undefined) return;
    const words = `${one.token} put right ${one.edits.length + 1}`;
    const content =
      one.files.length > 0
        ? {
            caption: words,
            document: { file_id: `${one.by.channel} ${one.token}.0`, file_unique_id: "u", file_size: 9 },
          }
        : { text: words };
    one.words = words;
    one.edits.push(update(one.by, { edited_message: message(one.by, { message_id: id, ...content }) }));
  }

  function react(ago: number): void {
    const one = said.at(-1 - ago);
    const [id] = one?.ids ?? [];
    if (!one || id === undefined) return;
    one.reaction = "👍";
    const { chat, from } = message(one.by, {});
    update(one.by, {
      message_reaction: {
        chat,
        user: from,
        message_id: id,
        date: 0,
        old_reaction: [],
        new_reaction: [{ type: "emoji", emoji: "👍" }],
      },
    });
  }

  function act(what: Act): void {
    switch (what.do) {
      case "say":
        return say(what.by, what.case, what.files, what.quotes);
      case "edit":
        return edit(what.ago);
      case "react":
        return react(what.ago);
      case "help": {
        const { by } = what;
        const entities = [{ type: "bot_command", offset: 0, length: 5 }];
        asked.push({ by, update: update(by, { message: message(by, { text: "/help", entities }) }) });
        return;
      }
      case "block":
      case "unblock": {
        const { by } = what;
        const name = `${by.channel} ${by.chat}`;
        if (what.do === "block") messengers.blocked.add(name);
        else messengers.blocked.delete(name);
        const { chat, from } = message(by, {});
        const status = what.do === "block" ? "kicked" : "member";
        update(by, { my_chat_member: { chat, from, date: 0, new_chat_member: { status, user: from } } });
      }
    }
  }

  return { said, updates, asked, act };
}

const isOf = (words: string, at: Case, said: readonly Said[]): boolean =>
  said.some((one) => one.case === at && one.token === words.split(" ")[0]);
