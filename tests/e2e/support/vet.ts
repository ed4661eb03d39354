import type { Locale } from "../../../bots/texts.ts";
import type { MessageView } from "../../../sandbox/control/api.ts";
import { STAFF_BOT } from "../../../sandbox/bots.ts";
import type { PersonClient } from "../../../sandbox/control/client.ts";
import { personAt, type Person } from "./person.ts";
import { words } from "./words.ts";

/** A member of staff at the desk; cases are called by their pet. */
export interface Vet extends Person {
  readonly id: number;
  readonly name: string;
  join(link: string): Promise<void>;
  /** Changes the language, if it is another. */
  readIn(locale: Locale): Promise<void>;
  goOnDuty(): Promise<void>;
  goOffDuty(): Promise<void>;
  /** Takes the case of a pet from its announcement. */
  take(pet: string): Promise<void>;
  /** The newest topic with this in its name. */
  topic(name: string): Promise<number>;
  topicName(name: string): Promise<string>;
  /** Writes in a case's topic. */
  answer(name: string, text: string): Promise<MessageView>;
  /** Presses a button in a case's topic. */
  pressIn(name: string, id: string): Promise<void>;
  /** What is in a case's topic. */
  inTopic(name: string): Promise<MessageView[]>;
  /** Finishes a case with a conclusion. */
  conclude(name: string, words: string): Promise<void>;
}

export function vetAt(client: PersonClient, locale: Locale): Vet {
  const { first_name: name } = client.person;
  const seat = client.at(STAFF_BOT.username);
  const person = personAt(seat, locale);
  let onDuty = false;
  async function topicOf(part: string) {
    const { topics } = await seat.chat();
    const found = topics.filter(({ deleted, name }) => !deleted && name.includes(part)).at(-1);
    if (!found) throw new Error(`no topic of ${part}: ${topics.map(({ name }) => name).join(", ")}`);
    return found;
  }
  const vet: Vet = {
    ...person,
    get locale() {
      return person.locale;
    },
    id: client.id,
    name,
    async join(link) {
      await person.does((seat) => seat.start(new URL(link).searchParams.get("start") ?? ""));
      await person.gets(name);
    },
    async readIn(locale) {
      if (locale === person.locale) return;
      await person.say("/language");
      await person.press(`vet-language-${locale}`);
      person.speak(locale);
    },
    async goOnDuty() {
      if (onDuty) return;
      await person.press("vet-menu-on");
      await person.learns("vet-on-duty");
      onDuty = true;
    },
    async goOffDuty() {
      if (!onDuty) return;
      await person.press("vet-menu-off");
      onDuty = false;
    },
    async take(pet) {
      const waiting = (await seat.messages()).findLast(
        ({ text, buttons }) =>
          text.includes(pet) && buttons.flat().some(({ text }) => text === words(person.locale, "vet-take")),
      );
      if (!waiting) throw new Error(`no announcement of ${pet}`);
      await person.press("vet-take", {}, { message: waiting.id });
    },
    topic: async (part) => (await topicOf(part)).id,
    topicName: async (part) => (await topicOf(part)).name,
    answer: async (part, text) => person.say(text, { topic: await vet.topic(part) }),
    async pressIn(part, id) {
      await person.press(id, {}, { topic: await vet.topic(part) });
    },
    inTopic: async (part) => seat.messages(await vet.topic(part)),
    async conclude(part, text) {
      await vet.pressIn(part, "vet-finish");
      await person.learns("vet-conclusion-ask");
      await vet.answer(part, text);
      await person.learns("vet-finished");
    },
  };
  return vet;
}
