import { t, type Text } from "../text.ts";
import type { Locale } from "../locale.ts";
import { render } from "../texts.ts";
import { isReject, type Reject, type Stored } from "./dialog.ts";
import type { Input } from "./input.ts";
import { isLabel } from "./match.ts";
import type { Button, Out } from "./out.ts";
import type { Mark, Port, View } from "./port.ts";
import { control, questionToken } from "./token.ts";

/** What an input means to the open question. */
export type Taken =
  /** The input itself is the answer. */
  | { readonly kind: "input" }
  /** One of the values offered. */
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "skip" | "back" | "ignore" }
  /** Another page or card. */
  | { readonly kind: "view"; readonly view: Spot }
  | { readonly kind: "hint"; readonly hint: Text };

/** The page, search or card that was looked at. */
type Spot = Omit<View, "of" | "shown">;

/** A question that was answered: who goes back to it finds it as they left it. */
export interface Asked {
  /** Where it began. */
  readonly mark: Mark;
  readonly step: string;
  readonly from: Spot | undefined;
}

/** A kind of question: what it shows, how it takes an input, and which value it makes of that. */
export interface Question<T> {
  readonly name: string;
  /** Label of the skip button; absent: an answer is needed. */
  readonly skip?: Text | undefined;
  /** What is shown at a view; with a hint, that comes first or instead. */
  face(view: Partial<View>, hint?: Text): Face;
  take(input: Input, view: Partial<View>): Taken;
  /** Judged again at each replay: an answer that the code no longer knows is asked for again. */
  accept(taken: Taken, input: Input): T | Reject;
}

/** A question's message before the buttons that every question has. */
export interface Face {
  readonly text: Text;
  readonly rows?: readonly (readonly Button[])[];
  readonly words?: true;
  readonly request?: NonNullable<Out["request"]>;
  readonly photo?: string | undefined;
}

/** Where the replay stands: what the questions of one run share. */
export interface Course {
  locale: Locale;
  /** Names a step; a repeat gets #2, #3 … */
  name(id: string): string;
  /** The questions that one can go back to. */
  readonly asked: Asked[];
  /** An effect stands between here and the first question. */
  committed: boolean;
  /** The button pressed last: tapped twice, it is no mistake to speak of. */
  pressed?: { readonly of: string; readonly value: string };
}

/** Asks until an answer is accepted, and returns it; undefined when the question was passed over. */
export async function pose<Core, T>(
  port: Port<Core>,
  course: Course,
  question: Question<T>,
): Promise<T | undefined> {
  const step = course.name(question.name);
  // A replay comes by here for every question answered before: what only the open one needs waits until it is wanted.
  const of = () => questionToken(port.id, step);
  const draw = (view: Partial<View>, hint?: Text) => drawn(question, course, of(), view, hint);

  const before = port.mark();
  const left = port.view();
  const shown = await port.show(`ask ${step}`, () => draw(left?.of === step ? left : {}));
  const here = port.mark();
  const input = await port.receive(`answer ${step}`);
  const open = port.view();
  const view = open?.of === step ? { shown, ...open } : { of: step, shown };
  const { of: _of, shown: _shown, ...place } = view;
  if (input.kind === "again") return port.rewind(before, { ...place, of: step });
  const from = Object.keys(place).length > 0 ? { from: place } : {};
  // What it means is recorded: a number typed against today's list stays that option when the list changes.
  const taken: Stored<Taken & { readonly from?: Spot }> = await port.run(`take ${step}`, () =>
    Promise.resolve({ ...take(question, course, of(), input, view), ...from }),
  );

  /** Shows something and waits on at the same place: nothing of this enters the log. */
  async function stay(next: Spot, draw: () => Out): Promise<never> {
    const key = await port.show(`stay ${step}`, draw);
    return port.rewind(here, { ...next, of: step, shown: key });
  }

  if (taken.kind === "ignore") return port.rewind(here, view);
  if (taken.kind === "hint") return stay(place, () => draw(view, taken.hint));
  if (taken.kind === "view") {
    if (sameView(taken.view, place)) return port.rewind(here, view);
    // Who pressed a button looks at that message; who typed looks at the end of the chat.
    const edits = input.kind === "pick" ? { edits: view.shown } : {};
    return stay(taken.view, () => ({ ...draw(taken.view), ...edits }));
  }
  if (taken.kind === "back") {
    const previous = course.asked.at(-1);
    if (previous) return port.rewind(previous.mark, previous.from && { ...previous.from, of: previous.step });
    const hint = t(course.committed ? "dialog-no-way-back" : "dialog-first");
    return stay(place, () => draw(view, hint));
  }
  const answer = answered(question, taken, input);
  if (isReject(answer)) return stay(place, () => draw(view, answer.rejected));
  course.asked.push({ mark: before, step, from: taken.from });
  if (input.kind === "pick") course.pressed = { of: input.of, value: input.value };
  return answer;
}

function take<T>(question: Question<T>, course: Course, of: string, input: Input, view: View): Taken {
  if (input.kind === "pick" && input.of !== of) {
    const again = course.pressed?.of === input.of && course.pressed.value === input.value;
    return again ? { kind: "ignore" } : { kind: "hint", hint: t("dialog-stale") };
  }
  const says = (value: string, label: Text | undefined) =>
    (input.kind === "pick" && input.value === value) ||
    (input.kind === "text" && label !== undefined && isLabel(input.text, label));
  if (input.kind === "back" || says(control.back, t("dialog-back"))) return { kind: "back" };
  if (input.kind === "skip" || says(control.skip, question.skip)) return { kind: "skip" };
  return question.take(input, view);
}

function answered<T>(question: Question<T>, taken: Taken, input: Input): T | undefined | Reject {
  if (taken.kind !== "skip") return question.accept(taken, input);
  return question.skip ? undefined : { rejected: t("dialog-no-skip") };
}

function drawn<T>(question: Question<T>, course: Course, of: string, view: Partial<View>, hint?: Text): Out {
  const { text, rows = [], words, request, photo } = question.face(view, hint);
  const say = (label: Text) => render(course.locale, label);
  const last: Button[] = [];
  if (course.asked.length > 0) last.push({ role: "back", label: say(t("dialog-back")), value: control.back });
  if (question.skip) last.push({ role: "skip", label: say(question.skip), value: control.skip });
  const all = last.length > 0 ? [...rows, last] : rows;
  return {
    text: say(text),
    of,
    ...(all.length > 0 && { rows: all }),
    ...(words && { words }),
    ...(request && { request }),
    ...(photo !== undefined && { photo }),
  };
}

function sameView(one: Spot, other: Spot): boolean {
  return (one.page ?? 0) === (other.page ?? 0) && one.query === other.query && one.at === other.at;
}
