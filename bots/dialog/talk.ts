import type { MediaKind } from "../../core/messaging/content.ts";
import type { Locale } from "../locale.ts";
import { t, type Text } from "../text.ts";
import { render } from "../texts.ts";
import {
  contactQuestion,
  locationQuestion,
  mediaQuestion,
  nameOf,
  skipLabel,
  textQuestion,
} from "./answers.ts";
import { carouselQuestion } from "./carousel.ts";
import { chooseQuestion } from "./choose.ts";
import type {
  AskOptions,
  Card,
  ChooseOptions,
  ContactOptions,
  Dialog,
  MediaOptions,
  Option,
  Person,
  Read,
  SayButton,
  SayOptions,
  Skippable,
} from "./dialog.ts";
import type { Port } from "./port.ts";
import { pose, type Course, type Question } from "./question.ts";

type MaySkip = Partial<Skippable>;

/** The one implementation of `Dialog`, over any port. `person` is asked anew at the steps that want to know. */
export function dialogOver<Core>(
  port: Port<Core>,
  locale: Locale,
  person: () => Promise<Person>,
): Dialog<Core> {
  const course: Course = { locale, name: namer(), asked: [], committed: false };
  const put = <T>(question: Question<T>) => pose(port, course, question);

  // The overloads of Dialog promise a value where no skip was asked for; `pose` returns undefined only for a skip.
  const talk = {
    async say(text: Text, { photo, menu }: SayOptions = {}) {
      await port.show(`say ${course.name(nameOf(text))}`, () => ({
        text: render(course.locale, text),
        ...(photo !== undefined && { photo }),
        ...(menu && { menu: menu.map((row) => row.map((button) => labelled(course.locale, button))) }),
      }));
    },
    ask: (text: Text, read: Read<unknown> = (words) => words, options: AskOptions & MaySkip = {}) =>
      put(textQuestion(asked(text, options), read, options.suggest ?? [])),
    choose(text: Text, options: readonly Option[], layout: ChooseOptions & MaySkip = {}) {
      if (options.length === 0) throw new Error(`Nothing to choose from: ${nameOf(text)}`);
      const skip = skipLabel(layout.skip);
      return put(chooseQuestion(course.locale, nameOf(text), text, options, { ...layout, skip }));
    },
    async confirm(text: Text, labels: { readonly yes?: Text; readonly no?: Text } = {}) {
      const options = [
        { value: "yes", label: labels.yes ?? t("dialog-yes") },
        { value: "no", label: labels.no ?? t("dialog-no") },
      ];
      const hint = t((labels.yes ?? labels.no) ? "dialog-need-pick" : "dialog-need-yes-no");
      const layout = { columns: 2, hint };
      return (await put(chooseQuestion(course.locale, nameOf(text), text, options, layout))) === "yes";
    },
    async askMedia(
      text: Text,
      kinds: readonly MediaKind[],
      options: MediaOptions & MaySkip & { many?: true } = {},
    ) {
      const many = options.many ?? false;
      const media = await put(mediaQuestion(asked(text, options), kinds, many, options.hint));
      return many ? media : media?.[0];
    },
    askContact: (text: Text, options: ContactOptions & MaySkip = {}) =>
      put(contactQuestion(course.locale, asked(text, options), options.typed ?? false)),
    askLocation: (text: Text, options: MaySkip = {}) =>
      put(locationQuestion(course.locale, asked(text, options))),
    carousel: <I extends { readonly value: string }, A extends string>(
      id: string,
      items: readonly I[],
      card: (item: I, index: number) => Card<A>,
    ) => put(carouselQuestion(course.locale, id, items, card)),
    async do<T>(name: string, task: (core: Core, once: string) => Promise<T>) {
      const result = await port.run(`do ${course.name(name)}`, task);
      course.asked.length = 0;
      course.committed = true;
      return result;
    },
    read: <T>(name: string, task: (core: Core) => Promise<T>) =>
      port.run(`read ${course.name(name)}`, (core) => task(core)),
    person: () => port.run(`person ${course.name("person")}`, person),
    speak(locale: Locale) {
      course.locale = locale;
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- overloads cannot be inferred
  return talk as Dialog<Core>;
}

const asked = (text: Text, options: MaySkip = {}) => ({
  name: nameOf(text),
  text,
  skip: skipLabel(options.skip),
});

const labelled = (locale: Locale, { label, ...button }: SayButton) => ({
  label: render(locale, label),
  ...button,
});

function namer(): (id: string) => string {
  const seen = new Map<string, number>();
  return (id) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}#${count}`;
  };
}
