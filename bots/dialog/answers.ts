import type { MediaKind } from "../../core/messaging/content.ts";
import type { Locale } from "../locale.ts";
import { t, type Text } from "../text.ts";
import { render } from "../texts.ts";
import type { Read, Where } from "./dialog.ts";
import type { Contact, Media } from "./input.ts";
import type { Question, Taken } from "./question.ts";
import { valueToken } from "./token.ts";

const input: Taken = { kind: "input" };
const hintOf = (hint: Text): Taken => ({ kind: "hint", hint });

interface Asked {
  readonly name: string;
  readonly text: Text;
  readonly skip?: Text | undefined;
}

/** A question answered in words, with likely answers as buttons. */
export function textQuestion<T>(asked: Asked, read: Read<T>, suggest: readonly string[]): Question<T> {
  const hint = t("dialog-need-text");
  const rows = suggest.map((words, index) => [
    { role: "option" as const, label: words, value: valueToken(words), number: index + 1 },
  ]);
  return {
    ...asked,
    face: (_view, hint) => ({ text: hint ?? asked.text, rows, words: true }),
    take: (given) => {
      if (given.kind === "text" && given.text.trim() !== "") return input;
      const value = suggest.find((words) => given.kind === "pick" && valueToken(words) === given.value);
      return value === undefined ? hintOf(hint) : { kind: "value", value };
    },
    accept: (taken, given) => {
      if (taken.kind === "value") return read(taken.value);
      return given.kind === "text" ? read(given.text.trim()) : { rejected: hint };
    },
  };
}

/** A question answered by files. */
export function mediaQuestion(
  asked: Asked,
  kinds: readonly MediaKind[],
  many: boolean,
  hint: Text = hintFor(kinds),
): Question<readonly Media[]> {
  return {
    ...asked,
    face: (_view, hint) => ({ text: hint ?? asked.text }),
    take: (given) => {
      if (given.kind !== "media" || !given.media.every(({ kind }) => kinds.includes(kind)))
        return hintOf(hint);
      return given.media.length > 1 && !many ? hintOf(t("dialog-one-file")) : input;
    },
    accept: (_taken, given) => (given.kind === "media" ? given.media : { rejected: hint }),
  };
}

function hintFor(kinds: readonly MediaKind[]): Text {
  if (kinds.every((kind) => kind === "photo")) return t("dialog-need-photo");
  return t(kinds.every((kind) => kind === "voice") ? "dialog-need-voice" : "dialog-need-media");
}

/** A question answered by the messenger's share-my-number button, or (`typed`) in words. */
export function contactQuestion(locale: Locale, asked: Asked, typed: boolean): Question<Contact> {
  const hint = t("dialog-need-contact");
  return {
    ...asked,
    face: (_view, hint) => ({
      text: hint ?? asked.text,
      request: { kind: "contact", label: render(locale, t("dialog-share-contact")) },
      words: true,
    }),
    take: (given) => (given.kind === "contact" || (typed && given.kind === "text") ? input : hintOf(hint)),
    accept: (_taken, given) => {
      if (given.kind === "contact") return { phone: given.phone, own: given.own };
      return typed && given.kind === "text" ? { phone: given.text.trim(), own: false } : { rejected: hint };
    },
  };
}

/** A question answered by the share-my-location button, or in words. */
export function locationQuestion(locale: Locale, asked: Asked): Question<Where> {
  const hint = t("dialog-need-location");
  return {
    ...asked,
    face: (_view, hint) => ({
      text: hint ?? asked.text,
      request: { kind: "location", label: render(locale, t("dialog-share-location")) },
      words: true,
    }),
    take: (given) =>
      given.kind === "location" || (given.kind === "text" && given.text.trim() !== "") ? input : hintOf(hint),
    accept: (_taken, given) => {
      if (given.kind === "text") return { kind: "words", text: given.text.trim() };
      if (given.kind !== "location") return { rejected: hint };
      return { kind: "place", latitude: given.latitude, longitude: given.longitude };
    },
  };
}

/** The name a question's step takes from its text. */
export function nameOf(text: Text): string {
  if ("id" in text) return text.id;
  if ("name" in text && text.name !== undefined) return text.name;
  const first = "parts" in text ? text.parts[0] : undefined;
  return first ? nameOf(first) : "plain";
}

/** The label of the skip button, if there is one. */
export const skipLabel = (skip: true | Text | undefined): Text | undefined =>
  skip === true ? t("dialog-skip") : skip;
