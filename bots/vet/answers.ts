import {
  awaitAtDesk,
  awaitBeside,
  awaitNothingBeside,
  type AwaitedAnswer,
} from "../../core/consultations/desk.ts";
import { conversationById } from "../../core/messaging/correspondence.ts";
import {
  dropAnswer,
  keepAnswer,
  MAX_ANSWER,
  MAX_ANSWERS,
  ownAnswer,
  ownAnswers,
  type OwnAnswer,
} from "../../core/staff/answers.ts";
import { plain, t, type Text } from "../texts.ts";
import type { Written } from "./desk.ts";
import { button, isId, type StaffAction, type StaffMenu, type StaffTurn } from "./turn.ts";

// A vet's own canned answers: seen, written, written anew, removed. Reached from the answers of a case, whose
// conversation its buttons then carry, or by /answers beside all cases.

/** So much of an answer is its name in a list: what a phone shows of a button. */
const LABEL = 40;

/** The number of an answer in a button's data, which comes from outside. */
export const numberIn = (word: string | undefined): number | undefined =>
  /^\d{1,9}$/.test(word ?? "") ? Number(word) : undefined;

/** The beginning of an answer's first line. */
export function labelOf({ text }: OwnAnswer): Text {
  const [line = ""] = text.split("\n");
  const letters = Array.from(line);
  return plain(letters.length > LABEL ? `${letters.slice(0, LABEL).join("").trimEnd()}…` : line);
}

const forVets =
  (action: StaffAction): StaffAction =>
  (turn, ...args) =>
    turn.member.roles.includes("vet") ? action(turn, ...args) : turn.say(t("vet-not-for-you"));

/** The conversation that one came from, while it is still the vet's; else the answers stand beside all cases. */
async function caseAt(turn: StaffTurn, conversation: string | undefined): Promise<string | undefined> {
  if (!isId(conversation)) return undefined;
  const found = await conversationById(turn.core, conversation);
  return found?.staffId === turn.person && found.open ? conversation : undefined;
}

const inCase = (conversation: string | undefined) => (conversation ? { in: conversation } : {});
const withCase = (conversation: string | undefined): string[] => (conversation ? [conversation] : []);
const toAnswers = (label: Text, conversation: string | undefined) => [
  button(label, "answers", ...withCase(conversation)),
];

/** The list, each answer with the way to it. Whatever was asked for is forgotten: this is also the way back. */
async function list(turn: StaffTurn, conversation: string | undefined, lead?: Text) {
  const answers = await ownAnswers(turn.core, turn.person);
  const text = t(answers.length === 0 ? "vet-answers-none" : "vet-answers");
  const menu: StaffMenu = [
    ...answers.map((answer) => [
      button(labelOf(answer), "own", String(answer.number), ...withCase(conversation)),
    ]),
    ...(answers.length < MAX_ANSWERS
      ? [[button(t("vet-answers-add"), "write", "new", ...withCase(conversation))]]
      : []),
    ...(conversation ? [[button(t("vet-answers-back"), "canned", conversation)]] : []),
  ];
  const whole: Text = lead ? { parts: [lead, text], separator: "\n\n" } : text;
  return { text: whole, options: { menu, ...inCase(conversation) } };
}

async function forget(turn: StaffTurn, conversation: string | undefined): Promise<void> {
  if (conversation) await awaitAtDesk(turn.core, turn.person, conversation, null);
  else await awaitNothingBeside(turn.core, turn.person);
}

/** /answers: in the topic of a case they can be sent to its owner. */
export const answersList = forVets(async (turn) => {
  const { core, person, incoming } = turn;
  const topic = incoming.kind === "command" ? incoming.topic : undefined;
  const desk = topic
    ? await core.db.desk.findUnique({ where: { staffId_topic: { staffId: person, topic } } })
    : null;
  const { text, options } = await list(turn, await caseAt(turn, desk?.conversationId));
  await turn.say(text, options);
});

export const answers = forVets(async (turn, word) => {
  const conversation = await caseAt(turn, word);
  await forget(turn, conversation);
  const { text, options } = await list(turn, conversation);
  await turn.replace(text, options);
});

/** Does something with an answer that is still there; else shows the list as it is. */
async function withAnswer(
  turn: StaffTurn,
  [number, word]: readonly (string | undefined)[],
  work: (answer: OwnAnswer, conversation: string | undefined) => Promise<void>,
): Promise<void> {
  const conversation = await caseAt(turn, word);
  const answer = await ownAnswer(turn.core, turn.person, numberIn(number) ?? 0);
  if (answer) return work(answer, conversation);
  const { text, options } = await list(turn, conversation, t("vet-answer-gone"));
  await turn.replace(text, options);
}

/** One answer, whole. */
export const own = forVets((turn, ...args) =>
  withAnswer(turn, args, ({ number, text }, conversation) => {
    const to = [String(number), ...withCase(conversation)];
    return turn.replace(t("vet-answer", { words: plain(text) }), {
      ...inCase(conversation),
      menu: [
        [button(t("vet-answer-edit"), "write", ...to), button(t("vet-answer-remove"), "forget", ...to)],
        toAnswers(t("vet-answer-back"), conversation),
      ],
    });
  }),
);

/** The next message becomes an answer: a new one, or in the place of one. */
export const write = forVets(async (turn, ...args) => {
  if (args[0] !== "new")
    return withAnswer(turn, args, ({ number, text }, conversation) =>
      ask(turn, conversation, `answer:${number}`, t("vet-answer-anew", { words: plain(text) })),
    );
  await ask(turn, await caseAt(turn, args[1]), "answer", t("vet-answer-new"));
});

async function ask(
  turn: StaffTurn,
  conversation: string | undefined,
  awaiting: AwaitedAnswer,
  text: Text,
): Promise<void> {
  const { core, person } = turn;
  if (conversation) await awaitAtDesk(core, person, conversation, awaiting);
  else await awaitBeside(core, person, awaiting);
  const menu = [toAnswers(t("vet-never-mind"), conversation)];
  await turn.replace(text, { menu, ...inCase(conversation) });
}

/** What was asked for has come. It goes to nobody; in a case it can be sent at once. */
export async function written(
  turn: StaffTurn,
  { externalId, content }: Written,
  { number, conversation }: { readonly number: number | undefined; readonly conversation?: string },
): Promise<void> {
  const place = { replyTo: { external: externalId }, ...inCase(conversation) };
  const again = { ...place, menu: [toAnswers(t("vet-never-mind"), conversation)] };
  if (content.kind !== "text") return turn.say(t("vet-answer-words"), again);
  const result = await keepAnswer(turn.core, turn.person, content.text, number);
  if (result.kind === "too_long")
    return turn.say(t("vet-answer-long", { length: content.text.length, most: MAX_ANSWER }), again);
  await forget(turn, conversation);
  const menu = [toAnswers(t("vet-answers-own"), conversation)];
  if (result.kind !== "kept")
    return turn.say(t(result.kind === "gone" ? "vet-answer-gone" : "vet-answers-full"), { ...place, menu });
  const send = conversation
    ? [[button(t("vet-answer-send"), "answer", conversation, String(result.number))]]
    : [];
  await turn.say(t("vet-answer-kept"), { ...place, menu: [...send, ...menu] });
}

/** Asks once more: what was written is gone for good. */
export const askForget = forVets((turn, ...args) =>
  withAnswer(turn, args, ({ number, text }, conversation) => {
    const to = [String(number), ...withCase(conversation)];
    return turn.replace(t("vet-answer-remove-ask", { words: plain(text) }), {
      ...inCase(conversation),
      menu: [
        [button(t("vet-answer-remove-yes"), "forgotten", ...to)],
        [button(t("vet-never-mind"), "own", ...to)],
      ],
    });
  }),
);

export const forgotten = forVets((turn, ...args) =>
  withAnswer(turn, args, async ({ number }, conversation) => {
    await dropAnswer(turn.core, turn.person, number);
    const { text, options } = await list(turn, conversation, t("vet-answer-removed"));
    await turn.replace(text, options);
  }),
);
