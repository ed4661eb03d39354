import { createHash } from "node:crypto";
import type { MoneyAction } from "../../../core/cashier/actions.ts";
import { draftOf, type Draft } from "../../../core/cashier/drafts.ts";
import type { Text } from "../../texts.ts";
import type { StaffTurn } from "../turn.ts";

/** What is known of a form so far, by the names of its steps. */
export type Values = Readonly<Record<string, string>>;

/** One question of a form. */
export interface Step {
  readonly name: string;
  /** Whether it is asked; absent: always. */
  readonly when?: (values: Values) => boolean;
  readonly ask: (turn: StaffTurn, values: Values) => Promise<Ask>;
  /** Reads what was typed, or the word of a button: what is kept of it, or why it will not do. */
  readonly read: (turn: StaffTurn, typed: string, values: Values) => Promise<Read>;
}

export interface Ask {
  readonly text: Text;
  /** Buttons that answer it: what they say, and the word that `read` gets. */
  readonly answers?: readonly (readonly { readonly label: Text; readonly word: string }[])[];
}

export type Read = { readonly value: string } | { readonly hint: Text };

/** Something about money that is filled in step by step, read once more and confirmed. */
export interface Form {
  readonly steps: readonly Step[];
  /** All of it once more, before the last yes. */
  readonly summary: (turn: StaffTurn, values: Values) => Promise<Text>;
  readonly yes: Text;
  readonly action: (values: Values) => MoneyAction;
}

export const valuesOf = ({ given, typed }: Draft): Values => ({ ...given, ...typed });

/** The question that stands open; undefined: all is answered. */
export function openStep({ steps }: Form, values: Values): Step | undefined {
  return steps.find(({ name, when }) => !(name in values) && (when?.(values) ?? true));
}

/** The draft without its latest answer. */
export function stepBack({ steps }: Form, draft: Draft): Draft {
  const answered = steps.filter(({ name }) => name in draft.typed);
  const last = answered.at(-1)?.name;
  const typed = Object.fromEntries(Object.entries(draft.typed).filter(([name]) => name !== last));
  return { ...draft, typed };
}

/** Names what a summary shows, so that the *yes* under an older one does nothing. */
export const digestOf = (draft: Draft): string =>
  createHash("sha256").update(JSON.stringify(draft)).digest("hex").slice(0, 16);

/** What a member of staff is filling in. */
export const myDraft = ({ core, person }: StaffTurn): Promise<Draft | undefined> => draftOf(core, person);
