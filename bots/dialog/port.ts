import type { Person, Stored } from "./dialog.ts";
import type { Input } from "./input.ts";
import type { Out } from "./out.ts";

/**
 * The whole contract between the dialog and an engine that keeps its log: five durable operations, and a `view` beside
 * the log. Each operation names its step; a log whose step has another name than the code's is cut there.
 */
export interface Port<Core> {
  /** Id of this run of the flow. */
  readonly id: string;
  /** Recorded: drawn and shown once. Returns the host's name of the message. */
  show(step: string, draw: () => Out): Promise<string>;
  /** Suspends the flow until the person has answered. */
  receive(step: string): Promise<Input>;
  /** Recorded: run once. */
  run<T>(step: string, task: (core: Core, once: string) => Promise<T>): Promise<Stored<T>>;
  mark(): Mark;
  /** Forgets all after the mark and goes on from there, with a new view or none. */
  rewind(mark: Mark, view?: View): Promise<never>;
  /** What the open question shows at present, when that is not what it showed first. */
  view(): View | undefined;
}

/** A place in the log. */
export type Mark = [number, number];

/** The page, search or card of an open question. It lives outside the log: turning pages makes no log longer. */
export interface View {
  /** The question's step. */
  readonly of: string;
  /** The host's name of the message that shows it; absent: the one that asks. */
  readonly shown?: string;
  readonly page?: number;
  readonly query?: string;
  /** Value of the card on show. */
  readonly at?: string;
}

/**
 * What a turn lends to its person's dialog. All of it works inside the turn's transaction: when anything throws, the
 * turn is rolled back and the dialog is where it was.
 */
export interface Host<Core> {
  /** What effects and reads are given. */
  readonly core: Core;
  /** Makes the id of a new dialog. */
  ids(): string;
  /** The person as known at this moment. */
  person(): Promise<Person>;
  /** Queues a message and returns a name for it, which a later `edits` may give. */
  show(out: Out): Promise<string>;
  /** The dialog's state as saved last, or undefined. */
  load(): Promise<unknown>;
  /** Keeps the dialog's state: plain JSON. */
  save(state: unknown): Promise<void>;
  drop(): Promise<void>;
}
