/**
 * What a person is told, before it is known in which language. A `Text` is plain data: flows and use cases pass it
 * around, `render` of `texts.ts` turns it into words.
 */
export type Text =
  /** A message of the `.ftl` files. */
  | { readonly id: string; readonly args?: TextArgs }
  /** Words that are the same in every language: a pet's name, a phone, a vet's own words. */
  | { readonly plain: string; readonly name?: string }
  | { readonly money: Money }
  | { readonly moment: Moment }
  /** A day of the calendar, `YYYY-MM-DD`. */
  | { readonly day: string }
  /** Several texts one after another. */
  | { readonly parts: readonly Text[]; readonly separator: string };

/** Strings appear as they are; numbers choose plural forms and are written as the language writes numbers. */
export type TextArgs = Readonly<Record<string, string | number | Text>>;

export interface Money {
  /** Integer, in minor units (kopecks, cents). */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

export interface Moment {
  /** ISO 8601, with its offset. */
  readonly instant: string;
  /** IANA name. */
  readonly zone: string;
  readonly style: MomentStyle;
}

/**
 * `full`: day, hours and minutes, offset of the zone; `day`: the day with its year; `weekday`: a day of these weeks;
 * `time`: hours and minutes.
 */
export type MomentStyle = "full" | "day" | "weekday" | "time";

/** A message of the `.ftl` files by its key. A year or a case number is passed as a string, lest it be grouped. */
export const t = (id: string, args?: TextArgs): Text => (args === undefined ? { id } : { id, args });

/** Words shown as they are, in every language. As a question in a dialog they need a name for its step. */
export const plain = (words: string, name?: string): Text => ({
  plain: words,
  ...(name !== undefined && { name }),
});

/** An amount in minor units, written as the reader's language writes it. */
export const money = (value: Money): Text => ({ money: { amount: value.amount, currency: value.currency } });

/** A moment (ISO 8601 instant) in a zone (IANA name), written as the reader's language writes it. */
export const moment = (instant: string, zone: string, style: MomentStyle = "full"): Text => ({
  moment: { instant, zone, style },
});

/** A day of the calendar (`YYYY-MM-DD`: a birth date), the same in every zone. */
export const day = (date: string): Text => ({ day: date });

/** Texts joined by line breaks (or another separator). */
export const lines = (parts: readonly Text[], separator = "\n"): Text => ({ parts, separator });
