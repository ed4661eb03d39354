/**
 * What a person is told, before it is known in which language. A `Text` is plain data: flows and use cases pass it
 * around, `render` of `texts.ts` turns it into words.
 */
export type Text =
  /** A message of the `.ftl` files. */
  | { readonly id: string; readonly args?: TextArgs }
  /** Words that are the same in every language: a pet's name, a phone, a vet's own words. */
  | { readonly plain: string }
  /** An amount in minor units of an ISO 4217 currency. */
  | { readonly money: Money }
  /** A moment: ISO 8601 instant, IANA zone. */
  | { readonly moment: string; readonly zone: string; readonly style: MomentStyle }
  /** Several texts one after another. */
  | { readonly parts: readonly Text[]; readonly separator: string };

export type TextArgs = Readonly<Record<string, string | number | Text>>;

export interface Money {
  /** Integer, in minor units (kopecks, cents). */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** `moment`: date and time with the zone's name; `date`: the day alone; `time`: hours and minutes. */
export type MomentStyle = "moment" | "date" | "time";

/** A message of the `.ftl` files by its key. Numbers choose plural forms; a year or a code is passed as a string. */
export const t = (id: string, args?: TextArgs): Text => (args === undefined ? { id } : { id, args });

/** Words shown as they are, in every language. */
export const plain = (words: string): Text => ({ plain: words });

/** An amount, written as the reader's language writes it. */
export const money = (value: Money): Text => ({ money: value });

/** A moment (ISO 8601 instant) in a zone (IANA name), written as the reader's language writes it. */
export const moment = (instant: string, zone: string, style: MomentStyle = "moment"): Text => ({
  moment: instant,
  zone,
  style,
});

/** Texts joined by line breaks (or another separator). */
export const lines = (parts: readonly Text[], separator = "\n"): Text => ({ parts, separator });
