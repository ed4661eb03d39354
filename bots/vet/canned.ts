import { staffWrote } from "../../core/consultations/wrote.ts";
import { relay } from "../../core/messaging/relay.ts";
import { ownAnswer, ownAnswers } from "../../core/staff/answers.ts";
import { isLocale, plain, render, t, type Locale } from "../texts.ts";
import { labelOf, numberIn } from "./answers.ts";
import { notOpen } from "./desk.ts";
import { whileMine } from "./mine.ts";
import { button, type StaffAction, type StaffTurn } from "./turn.ts";

/** Answers that everybody writes often. Their texts: `canned-<name>`, their titles: `canned-title-<name>`. */
const names = ["hello", "photos", "history", "minute", "clinic", "watch", "goodbye"] as const;
type Name = (typeof names)[number];

const isName = (word: string | undefined): word is Name => names.some((name) => name === word);

/** An answer as the owner will read it: ours in the owner's language, the vet's own as it was written. */
async function wordsOf(turn: StaffTurn, conversation: string, word: string | undefined) {
  if (isName(word)) return render(await ownersLocale(turn, conversation), t(`canned-${word}`));
  const number = numberIn(word);
  return number === undefined ? undefined : (await ownAnswer(turn.core, turn.person, number))?.text;
}

/** The list of answers: one's own first. */
export const canned: StaffAction = (turn, conversation) =>
  whileMine(turn, conversation, async (conversation) => {
    const own = await ownAnswers(turn.core, turn.person);
    await turn.say(t("vet-canned-choose"), {
      in: conversation,
      menu: [
        ...own.map((answer) => [button(labelOf(answer), "answer", conversation, String(answer.number))]),
        ...names.map((name) => [button(t(`canned-title-${name}`), "answer", conversation, name)]),
        [
          button(t("vet-answers-own"), "answers", conversation),
          button(t("vet-never-mind"), "nothing", conversation),
        ],
      ],
    });
  });

/** One answer, as the owner will read it. */
export const showCanned: StaffAction = (turn, conversation, word) =>
  whileMine(turn, conversation, async (conversation) => {
    const words = await wordsOf(turn, conversation, word);
    if (word === undefined || words === undefined) return turn.replace(t("vet-old-button"));
    await turn.replace(t("vet-canned-confirm", { words: plain(words) }), {
      in: conversation,
      menu: [
        [button(t("vet-canned-send"), "say", conversation, word)],
        [button(t("vet-never-mind"), "nothing", conversation)],
      ],
    });
  });

/** Confirmed: it passes as the vet's own message, which the message with the button now stands for. */
export const sayCanned: StaffAction = (turn, conversation, word) =>
  whileMine(turn, conversation, async (conversation) => {
    const { core, person, chat, incoming } = turn;
    const text = await wordsOf(turn, conversation, word);
    if (text === undefined || incoming.kind !== "press" || !incoming.externalId)
      return turn.replace(t("vet-old-button"));
    const place = { channel: "staff", chat, externalId: incoming.externalId } as const;
    // Pressed twice, it is said once.
    if (await core.db.messageCopy.count({ where: place })) return;
    const wrote = await staffWrote(core, person, conversation);
    if (wrote.kind !== "open") return notOpen(turn, conversation);
    await relay(core, {
      conversation: wrote.conversation,
      author: person,
      side: "staff",
      content: { kind: "text", text },
      places: [place],
    });
    await turn.replace(t("vet-canned-sent", { words: plain(text) }), { in: conversation });
  });

async function ownersLocale({ core, locale }: StaffTurn, conversation: string): Promise<Locale> {
  const { owner } = await core.db.conversation.findUniqueOrThrow({
    where: { id: conversation },
    select: { owner: { select: { locale: true } } },
  });
  return owner.locale && isLocale(owner.locale) ? owner.locale : locale;
}
