import type { MediaKind } from "../../core/messaging/content.ts";
import type { Locale } from "../locale.ts";
import type { Text } from "../text.ts";
import type { Contact, Media, Place } from "./input.ts";

/**
 * A conversation as a flow sees it: questions, answers, effects, and nothing of a messenger. A flow is replayed from
 * its log at every message, so whatever it does not get from `Dialog` must come out the same each time: no clock, no
 * random, no database outside `do` and `read`.
 *
 * A step is named by its text's id (or its own name); a repeat in a loop becomes `#2`, `#3`.
 */
export interface Dialog<Core> {
  /** Shows a message. */
  say(text: Text, options?: SayOptions): Promise<void>;

  /**
   * Asks for words. `read` turns them into a value, or refuses them with a hint (`reject`), and the person tries again;
   * it must be pure. Without `read` any text will do. Words come trimmed and never empty.
   */
  ask(text: Text, read?: undefined, options?: AskOptions): Promise<string>;
  ask(text: Text, read: undefined, options: AskOptions & Skippable): Promise<string | undefined>;
  ask<T>(text: Text, read: Read<T>, options?: AskOptions): Promise<T>;
  ask<T>(text: Text, read: Read<T>, options: AskOptions & Skippable): Promise<T | undefined>;

  /** Asks for one of the options, by button, number or label (in any language). There must be at least one. */
  choose<V extends string>(text: Text, options: readonly Option<V>[], layout?: ChooseOptions): Promise<V>;
  choose<V extends string>(
    text: Text,
    options: readonly Option<V>[],
    layout: ChooseOptions & Skippable,
  ): Promise<V | undefined>;

  /** Asks yes or no; the labels may be given. */
  confirm(text: Text, labels?: { readonly yes?: Text; readonly no?: Text }): Promise<boolean>;

  /**
   * Asks for a file of one of the kinds. With `many` an album is one answer and all its parts are returned; without, an
   * album is refused with a hint.
   */
  askMedia(text: Text, kinds: readonly MediaKind[], options?: MediaOptions): Promise<Media>;
  askMedia(
    text: Text,
    kinds: readonly MediaKind[],
    options: MediaOptions & Skippable,
  ): Promise<Media | undefined>;
  askMedia(text: Text, kinds: readonly MediaKind[], options: MediaOptions & Many): Promise<readonly Media[]>;
  askMedia(
    text: Text,
    kinds: readonly MediaKind[],
    options: MediaOptions & Many & Skippable,
  ): Promise<readonly Media[] | undefined>;

  /**
   * Asks for a phone through the messenger's share button. Whose number it is, is for the flow to judge (`own`). With
   * `typed` words will do as well: they come as the phone, as they are, and nobody vouches for them.
   */
  askContact(text: Text, options?: ContactOptions): Promise<Contact>;
  askContact(text: Text, options: ContactOptions & Skippable): Promise<Contact | undefined>;

  /** Asks for a place: shared, or in words. */
  askLocation(text: Text): Promise<Where>;
  askLocation(text: Text, options: Skippable): Promise<Where | undefined>;

  /**
   * Shows items one at a time, with arrows that edit the message where the channel can, and returns what the person
   * chose to do with which. `id` names the step. There must be at least one item; values must differ.
   */
  carousel<I extends { readonly value: string }, A extends string>(
    id: string,
    items: readonly I[],
    card: (item: I, index: number) => Card<A>,
  ): Promise<{ readonly item: I; readonly action: A }>;

  /**
   * An effect: runs once, and nobody goes back past it. The result is kept as JSON. When the task throws, the whole turn
   * is cancelled and nothing of it is stored. `once` is the same however often the effect is tried: give it to the use
   * case as its idempotency key (after a deploy that changes earlier steps an effect may be asked for again).
   */
  do<T>(name: string, task: (core: Core, once: string) => Promise<T>): Promise<Stored<T>>;

  /** A look at the database, kept as JSON and not repeated; who goes back past it reads anew. */
  read<T>(name: string, task: (core: Core) => Promise<T>): Promise<Stored<T>>;

  /** What is known of the person at this step. */
  person(): Promise<Person>;

  /** Goes on in another language (the person has just chosen it). */
  speak(locale: Locale): void;
}

export interface Person {
  readonly locale: Locale;
  /** IANA zone; absent until the person has told it. */
  readonly zone?: string;
}

/** Turns words into a value, or refuses them. */
export type Read<T> = (answer: string) => T | Reject;

export interface Reject {
  readonly rejected: Text;
}

/** Refuses an answer with a hint that says what would do. */
export const reject = (hint: Text): Reject => ({ rejected: hint });

export interface Option<V extends string = string> {
  readonly value: V;
  readonly label: Text;
}

/** The question may be passed over; the answer is then `undefined`. A text gives the button another label than "Skip". */
export interface Skippable {
  readonly skip: true | Text;
}

export interface SayOptions {
  /** Id of a stored file. */
  readonly photo?: string;
  /** Buttons under the message, in rows. They belong to no question and outlive the dialog. */
  readonly menu?: readonly (readonly SayButton[])[];
}

/** Opens an address, or comes back as the data of an action outside dialogs. */
export type SayButton =
  | { readonly label: Text; readonly url: string }
  | { readonly label: Text; readonly data: string };

export interface AskOptions {
  /** Likely answers, as buttons; pressed, they are read like typed words. */
  readonly suggest?: readonly string[];
}

export interface ChooseOptions {
  /** Options a page; 8 when not given, which fits a phone's screen under its keyboard. */
  readonly pageSize?: number;
  /** Buttons a row; 1 when not given. */
  readonly columns?: number;
  /** Typed words that are no option look for options whose label contains them. */
  readonly search?: boolean;
  /** Id of a stored file to show with the question. */
  readonly photo?: string;
}

export interface MediaOptions {
  /** What is said when something else is sent; without it, a general request for such a file. */
  readonly hint?: Text;
}

export interface ContactOptions {
  readonly typed?: boolean;
}

export interface Many {
  readonly many: true;
}

/** A shared place, or the words of one. */
export type Where = ({ readonly kind: "place" } & Place) | { readonly kind: "words"; readonly text: string };

/** One item of a carousel: what is shown and what may be done with it. */
export interface Card<A extends string = string> {
  readonly text: Text;
  /** Id of a stored file. */
  readonly photo?: string;
  readonly actions: readonly Option<A>[];
}

/** How a value looks after it was kept as JSON: dates are strings, functions are gone, big integers cannot be kept. */
export type Stored<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends { toJSON(): infer J }
    ? J
    : T extends bigint | symbol | ((...args: never[]) => unknown)
      ? never
      : { [K in keyof T]: Stored<T[K]> };

export function isReject(value: unknown): value is Reject {
  return typeof value === "object" && value !== null && "rejected" in value;
}
