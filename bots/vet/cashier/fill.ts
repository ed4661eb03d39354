import { dropDraft, keepDraft, type Draft } from "../../../core/cashier/drafts.ts";
import { propose } from "../../../core/cashier/propose.ts";
import { isRefusal } from "../../../core/cashier/carry.ts";
import { awaitBeside, awaitNothingBeside } from "../../../core/consultations/desk.ts";
import { lines, moment, t, type Text } from "../../texts.ts";
import type { Written } from "../desk.ts";
import { button, type StaffAction, type StaffMenu, type StaffTurn } from "../turn.ts";
import { confirmForm } from "./confirm.ts";
import { digestOf, myDraft, openStep, stepBack, valuesOf, type Form, type Values } from "./form.ts";
import { forCashiers, isCashier } from "./gate.ts";
import { bookForm, giveBackForm } from "./odd-forms.ts";
import { receiptForm } from "./receipt.ts";
import { refundForm } from "./refund.ts";
import { outcomeText } from "./words.ts";

const forms = {
  confirm: confirmForm,
  refund: refundForm,
  giveback: giveBackForm,
  book: bookForm,
  receipt: receiptForm,
} satisfies Record<string, Form>;

export type FormName = keyof typeof forms;

const formOf = ({ form }: Draft): Form | undefined =>
  Object.entries(forms).find(([name]) => name === form)?.[1];

export const toCashier: StaffMenu = [[button(t("cash-menu"), "cash")]];

type How = "say" | "replace";

/** Begins a form. What was begun before and has answers is not lost: one is asked which of the two to go on with. */
export async function begin(turn: StaffTurn, form: FormName, given: Values): Promise<void> {
  const { core, person } = turn;
  const open = await myDraft(turn);
  const unfinished = open !== undefined && Object.keys(open.typed).length > 0;
  if (unfinished && turn.incoming.kind === "press" && !turn.incoming.data.endsWith(ANEW))
    return turn.say(t("cash-unfinished", { form: open.form }), {
      menu: [
        [button(t("cash-go-on"), "cash-on")],
        [{ label: t("cash-anew"), data: `${turn.incoming.data}${ANEW}` }],
      ],
    });
  const draft = { id: core.ids(), form, given, typed: {} };
  await keepDraft(core, person, draft);
  await show(turn, draft, "say");
}

/** Ends the data of a button that begins a form although another is unfinished. */
const ANEW = ":anew";

/** The open question of a draft, or all of it with the last yes. */
async function show(turn: StaffTurn, draft: Draft, how: How, lead: readonly Text[] = []): Promise<void> {
  const form = formOf(draft);
  if (!form) return turn.say(t("vet-old-button"));
  const values = valuesOf(draft);
  const step = openStep(form, values);
  // What is written next is for this draft, until something else asks.
  await awaitBeside(turn.core, turn.person, "money");
  const out = (text: Text, menu: StaffMenu) =>
    how === "say" ? turn.say(text, { menu }) : turn.replace(text, { menu });
  const away: StaffMenu = [
    [
      ...(Object.keys(draft.typed).length > 0 ? [button(t("cash-back"), "cash-back")] : []),
      button(t("vet-never-mind"), "cash-drop"),
    ],
  ];
  if (!step) {
    const text = lines([...lead, await form.summary(turn, values)], "\n\n");
    return out(text, [[button(form.yes, "cash-yes", digestOf(draft))], ...away]);
  }
  const { text, answers = [] } = await step.ask(turn, values);
  const menu = answers.map((row) => row.map(({ label, word }) => button(label, "cash-say", step.name, word)));
  await out(lines([...lead, text], "\n\n"), [...menu, ...away]);
}

/** Something was written while a form is open beside all cases. */
export async function typed(turn: StaffTurn, { content, externalId }: Written): Promise<void> {
  const draft = await myDraft(turn);
  if (!draft || !isCashier(turn)) return turn.say(t("vet-old-button"));
  if (content.kind !== "text") return turn.say(t("cash-words"), { replyTo: { external: externalId } });
  await answer(turn, draft, content.text, "say");
}

async function answer(turn: StaffTurn, draft: Draft, words: string, how: How): Promise<void> {
  const form = formOf(draft);
  const step = form && openStep(form, valuesOf(draft));
  // All is answered: words change nothing, the buttons do.
  if (!step) return show(turn, draft, "say", [t("cash-press")]);
  const read = await step.read(turn, words, valuesOf(draft));
  if ("hint" in read) return show(turn, draft, "say", [read.hint]);
  const further = { ...draft, typed: { ...draft.typed, [step.name]: read.value } };
  await keepDraft(turn.core, turn.person, further);
  await show(turn, further, how);
}

const withDraft = (work: (turn: StaffTurn, draft: Draft, ...args: string[]) => Promise<void>): StaffAction =>
  forCashiers(async (turn, ...args) => {
    const draft = await myDraft(turn);
    return draft ? work(turn, draft, ...args) : turn.replace(t("cash-nothing-open"), { menu: toCashier });
  });

/** A button that answers the open question; one of an older question does nothing. */
export const sayByButton = withDraft(async (turn, draft, name, word = "") => {
  const form = formOf(draft);
  if (!form || openStep(form, valuesOf(draft))?.name !== name)
    return show(turn, draft, "say", [t("cash-old-question")]);
  await answer(turn, draft, word, "replace");
});

export const goOn = withDraft((turn, draft) => show(turn, draft, "replace"));

export const back = withDraft(async (turn, draft) => {
  const form = formOf(draft);
  const before = form ? stepBack(form, draft) : draft;
  await keepDraft(turn.core, turn.person, before);
  await show(turn, before, "replace");
});

export const drop = withDraft(async (turn) => {
  await end(turn);
  await turn.replace(t("vet-nothing"), { menu: toCashier });
});

async function end({ core, person }: StaffTurn): Promise<void> {
  await dropDraft(core, person);
  await awaitNothingBeside(core, person);
}

/** The last yes. What is refused stays as it was filled in, to be mended. */
export const yes = withDraft(async (turn, draft, digest) => {
  const form = formOf(draft);
  if (!form || digest !== digestOf(draft) || openStep(form, valuesOf(draft)))
    return show(turn, draft, "say", [t("cash-old-question")]);
  const done = await propose(turn.core, turn.person, draft.id, form.action(valuesOf(draft)));
  switch (done.kind) {
    case "not_allowed":
      return turn.say(t("vet-not-for-you"));
    case "asked": {
      await end(turn);
      const { request, hearers } = done;
      const until = moment(request.expiresAt.toISOString(), turn.zone, "full");
      const asked = t("cash-asked", { number: String(request.number), hearers, until });
      return turn.replace(asked, { menu: toCashier });
    }
    case "carried": {
      if (isRefusal(done.outcome)) return show(turn, draft, "replace", [outcomeText(done.outcome)]);
      await end(turn);
      return turn.replace(outcomeText(done.outcome), { menu: after(done.outcome) });
    }
  }
});

/** What came as an odd sum can be decided about at once; what is to be sent by hand is said to be sent there, too. */
const after = (outcome: string): StaffMenu =>
  ["under", "over", "late", "again", "other_currency", "noted"].includes(outcome)
    ? [[button(t("cash-menu-odd"), "cash-odd")], ...toCashier]
    : toCashier;
