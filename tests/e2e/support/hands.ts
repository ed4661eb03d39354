import type { ActInput, MessageView, Pressed } from "../../../sandbox/control/api.ts";
import type { Seat } from "../../../sandbox/control/seat.ts";
import type { Locale } from "../../../bots/texts.ts";
import { words } from "./words.ts";

export type Where = Omit<ActInput<"press">, "label">;

/** How somebody chooses in a messenger: by a button where there are buttons, by writing its number where there are none. */
export interface Hands {
  /** Writes to the bot for the first time. */
  begin(seat: Seat): Promise<MessageView>;
  /** What a button is called here, by the key of its text. */
  label(locale: Locale, id: string, args?: Readonly<Record<string, string | number>>): string;
  /** Chooses what is called so: under the message that `where` names, else under the newest that offers it. */
  press(seat: Seat, label: string, where?: Where): Promise<Pressed | undefined>;
  /** Chooses under a message of long ago, whatever has become of it. */
  pressOld(seat: Seat, message: MessageView, label: string): Promise<void>;
  /** What can be chosen under a message. */
  offers(message: MessageView): string[];
  isOffered(message: MessageView, label: string): boolean;
  /** Does what has to be done before what waits for somebody is shown. */
  comeBack(seat: Seat): Promise<void>;
  /** The address under a message. */
  link(message: MessageView): string;
}

export const pressing: Hands = {
  begin: (seat) => seat.start(),
  label: words,
  press: (seat, label, where) => seat.press(label, where),
  async pressOld(seat, message, label) {
    const button = message.buttons.flat().find(({ text }) => text === label);
    if (button?.type !== "callback")
      throw new Error(`no button ${label}: ${pressing.offers(message).join(", ")}`);
    await seat.act("press", { message: message.id, data: button.data, stale: true });
  },
  offers: ({ buttons }) => buttons.flat().map(({ text }) => text),
  isOffered: (message, label) => pressing.offers(message).includes(label),
  comeBack: () => Promise.resolve(),
  link(message) {
    const button = message.buttons.flat().find(({ type }) => type === "url");
    if (button?.type !== "url") throw new Error(`no address under: ${message.text}`);
    return button.url;
  },
};

/** The template of the simulated Cloud API. */
const INVITATION = /^(Для вас есть сообщение|There is a message for you)/;

/** `3. A label`, or a way out that is written as a word. */
const LINE = /^(\d+)\. (.+)$/;

function lines({ text }: MessageView): { number: string; label: string }[] {
  return text.split("\n").flatMap((line) => {
    const [, number, label] = LINE.exec(line) ?? [];
    return number !== undefined && label !== undefined ? [{ number, label }] : [];
  });
}

/** Native buttons are cut to 20 or 24 characters. */
const isCut = (shown: string, label: string): boolean =>
  shown === label || (shown.endsWith("…") && label.startsWith(shown.slice(0, -1).trimEnd()));

export const writing: Hands = {
  begin: (seat) => seat.say("Hello"),
  label(locale, id, args) {
    if (id === "dialog-next") return words(locale, "whatsapp-next");
    if (id === "dialog-previous") return words(locale, "whatsapp-previous");
    return words(locale, id, args);
  },
  async press(seat, label, where = {}) {
    const chat = (await seat.messages()).toReversed();
    const all = chat.filter(({ by }) => by === "bot");
    const among = where.message === undefined ? all : all.filter(({ id }) => id === where.message);
    const exact = (shown: string) => isCut(shown, label);
    const partly = (shown: string) => shown.includes(label);
    for (const fits of [exact, partly])
      for (const message of among) {
        const native = message.buttons.flat().find(({ text }) => fits(text));
        if (native) return seat.press(native.text, { message: message.id });
        const line = lines(message).find((each) => fits(each.label));
        if (!line) continue;
        // A bare number means the list that came last; once one has written something, it is quoted.
        const newest = chat.find((each) => each.by === "person" || lines(each).length > 0) === message;
        await seat.say(line.number, newest ? {} : { replyTo: message.id });
        return undefined;
      }
    // The menu's entries and ways out can be written at any time.
    await seat.say(label);
    return undefined;
  },
  async pressOld(seat, message, label) {
    const native = message.buttons.flat().find(({ text }) => isCut(text, label));
    if (native) return void (await seat.press(native.text, { message: message.id }));
    const line = lines(message).find((each) => each.label === label);
    if (!line) throw new Error(`no line ${label}: ${message.text}`);
    await seat.say(line.number, { replyTo: message.id });
  },
  offers: (message) => [
    ...lines(message).map(({ label }) => label),
    ...message.buttons.flat().map(({ text }) => text),
  ],
  isOffered: (message, label) => writing.offers(message).some((shown) => isCut(shown, label)),
  async comeBack(seat) {
    const last = await seat.last();
    if (last && INVITATION.test(last.text)) await seat.say("/menu");
  },
  link({ text }) {
    const url = /https?:\/\/\S+/.exec(text)?.[0];
    if (url === undefined) throw new Error(`no address in: ${text}`);
    return url;
  },
};
