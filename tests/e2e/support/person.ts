import type { MessageView, Pressed } from "../../../sandbox/control/api.ts";
import type { Seat } from "../../../sandbox/control/seat.ts";
import type { Locale } from "../../../bots/texts.ts";
import { pressing, type Hands, type Where } from "./hands.ts";
import { told } from "./words.ts";

export type Args = Readonly<Record<string, string | number>>;

/** Somebody in their chat with a bot: what they do there, and what they learn from it. */
export interface Person {
  readonly seat: Seat;
  readonly locale: Locale;
  /** From now on they read this language. */
  speak(locale: Locale): void;
  /** Does something with the seat; what is learned next came after it. */
  readonly does: <T>(act: (seat: Seat) => Promise<T>) => Promise<T>;
  readonly say: (text: string, place?: Parameters<Seat["say"]>[1]) => Promise<MessageView>;
  /** Chooses a button, by the key of its label's text. */
  readonly press: (id: string, args?: Args, where?: Where) => Promise<Pressed | undefined>;
  /** Chooses a button by what it says: a name, a part of the label. */
  readonly choose: (label: string, where?: Where) => Promise<Pressed | undefined>;
  /** Chooses, by the key of its label's text, under a message of long ago, whatever has become of it. */
  pressOld(message: MessageView, id: string, args?: Args): Promise<void>;
  /** Writes as if for the first time. */
  begin(): Promise<void>;
  /** What can be chosen under a message. */
  readonly offers: Hands["offers"];
  /** Whether something, by the key of its label's text, can be chosen under a message. */
  isOffered(message: MessageView, id: string): boolean;
  /**
   * Looks into the chat after a long time. Where the messenger lets a bot write only for a day after one has written,
   * there is an invitation, which is answered by asking for the menu: no word of a conversation.
   */
  comesBack(): Promise<void>;
  /** The address under a message. */
  readonly link: Hands["link"];
  /** What the bot said, changed or took back since this person last did something. */
  news(): Promise<MessageView[]>;
  /** The newest of the news that says this text; arguments left out may be anything. Fails when none does. */
  readonly learns: (id: string, args?: Args) => Promise<MessageView>;
  /** The same of words that are not ours: somebody's message. */
  gets(what: string | RegExp): Promise<MessageView>;
  /** Fails when the news say this. */
  hearsNothingOf(id: string, args?: Args): Promise<void>;
  /** Fails when there are any news. */
  hearsNothing(): Promise<void>;
  /** Forgets the news, without doing anything. */
  looksAway(): Promise<void>;
  /** All texts in the chat, of whichever side, with every version that was shown. */
  everything(): Promise<string[]>;
}

/** What a message looked like, so that a change of it is noticed. */
const face = ({ text, buttons, reactions, deleted, file }: MessageView): string =>
  JSON.stringify([text, buttons, reactions, deleted, file?.uid]);

export function personAt(seat: Seat, locale: Locale, hands: Hands = pressing): Person {
  let reads = locale;
  let known = new Map<number, string>();

  const shown = async () => (await seat.chat()).messages;
  const looksAway = async () => {
    known = new Map((await shown()).map((message) => [message.id, face(message)]));
  };
  async function does<T>(act: (seat: Seat) => Promise<T>): Promise<T> {
    await looksAway();
    return act(seat);
  }
  const news = async () =>
    (await shown()).filter((message) => message.by === "bot" && known.get(message.id) !== face(message));
  async function gets(what: string | RegExp): Promise<MessageView> {
    const all = await news();
    const found = all.findLast(({ text, deleted }) => !deleted && matches(text, what));
    if (found) return found;
    const said = all.map(({ kind, text }) => `- ${text || kind}`).join("\n") || "nothing";
    throw new Error(`Expected ${what.toString()}\nThere came:\n${said}`);
  }

  return {
    seat,
    get locale() {
      return reads;
    },
    speak: (locale) => void (reads = locale),
    does,
    news,
    gets,
    looksAway,
    say: (text, place) => does((seat) => seat.say(text, place)),
    press: (id, args, where) => does((seat) => hands.press(seat, hands.label(reads, id, args), where)),
    choose: (label, where) => does((seat) => hands.press(seat, label, where)),
    pressOld: (message, id, args) =>
      does((seat) => hands.pressOld(seat, message, hands.label(reads, id, args))),
    begin: async () => void (await does((seat) => hands.begin(seat))),
    offers: (message) => hands.offers(message),
    isOffered: (message, id) => hands.isOffered(message, hands.label(reads, id)),
    comesBack: () => hands.comeBack(seat),
    link: (message) => hands.link(message),
    learns: (id, args) => gets(told(reads, id, args)),
    async hearsNothingOf(id, args) {
      const wrong = (await news()).find(({ text }) => matches(text, told(reads, id, args)));
      if (wrong) throw new Error(`There came: ${wrong.text}`);
    },
    async hearsNothing() {
      const all = (await news()).map(({ kind, text }) => text || kind);
      if (all.length > 0) throw new Error(`There came:\n${all.join("\n")}`);
    },
    async everything() {
      const texts: string[] = [];
      for (let before: number | undefined; ;) {
        const page = await seat.chat(before === undefined ? {} : { before });
        texts.push(...page.messages.flatMap(({ text, edits }) => [text, ...edits.map((edit) => edit.text)]));
        if (!page.more) return texts;
        before = page.messages[0]?.id;
      }
    },
  };
}

const matches = (text: string, what: string | RegExp): boolean =>
  typeof what === "string" ? text.includes(what) : what.test(text);
