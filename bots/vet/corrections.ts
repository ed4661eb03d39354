import { messageAt } from "../../core/messaging/copies.ts";
import { relayEdit, relayReaction, withdraw } from "../../core/messaging/corrections.ts";
import { conversationById } from "../../core/messaging/correspondence.ts";
import { keepEdit } from "../../core/messaging/late-edit.ts";
import type { Content } from "../../core/messaging/content.ts";
import { openContent } from "../../core/messaging/record.ts";
import { wordsOf } from "../content.ts";
import type { Incoming } from "../incoming.ts";
import { plain, t } from "../texts.ts";
import { button, isId, type StaffAction, type StaffTurn } from "./turn.ts";
import { whileMine } from "./mine.ts";

const placeOf = ({ chat }: StaffTurn, externalId: string) =>
  ({ channel: "staff", chat, externalId }) as const;

/** `theirs`: the conversation is not the writer's now; who returned a case changes nothing in it any more. */
type At =
  | { readonly kind: "mine"; readonly conversation: string }
  | { readonly kind: "theirs" }
  | { readonly kind: "nowhere" };

async function at(turn: StaffTurn, externalId: string): Promise<At> {
  const found = await messageAt(turn.core, placeOf(turn, externalId));
  if (!found) return { kind: "nowhere" };
  const conversation = await conversationById(turn.core, found.message.conversationId);
  return conversation?.staffId === turn.person
    ? { kind: "mine", conversation: conversation.id }
    : { kind: "theirs" };
}

const withdrawn = {
  passed: "vet-unsent",
  unknown: "vet-unsend-unknown",
  closed: "vet-unsend-closed",
} as const;

/** The owner's copy follows an edit. Silence is success. */
export async function edited(
  turn: StaffTurn,
  incoming: Extract<Incoming, { kind: "edited" }>,
): Promise<void> {
  const { core, person } = turn;
  const { externalId } = incoming;
  const words = wordsOf(incoming.content);
  const where = await at(turn, externalId);
  if (!words) return;
  // Of a message that went nowhere, or that is still to come.
  if (where.kind === "nowhere") return keepEdit(core, person, placeOf(turn, externalId), words);
  const replyTo = { external: externalId };
  if (where.kind === "theirs") return turn.say(t("vet-edit-not-yours"), { replyTo });
  const result = await relayEdit(core, person, placeOf(turn, externalId), words);
  if (result === "closed") await turn.say(t("vet-edit-closed"), { replyTo, in: where.conversation });
}

export async function reacted(
  turn: StaffTurn,
  { externalId, emoji }: Extract<Incoming, { kind: "reaction" }>,
): Promise<void> {
  if ((await at(turn, externalId)).kind !== "mine") return;
  await relayReaction(turn.core, turn.person, placeOf(turn, externalId), emoji);
}

/** /unsend in reply to a message of one's own. */
export async function unsend(turn: StaffTurn): Promise<void> {
  const { core, person, incoming } = turn;
  const replyTo = incoming.kind === "command" ? incoming.replyTo : undefined;
  if (!replyTo) return turn.say(t("vet-unsend-how"));
  const where = await at(turn, replyTo);
  const told = { replyTo: { external: replyTo } };
  if (where.kind === "nowhere") return turn.say(t("vet-unsend-unknown"), told);
  if (where.kind === "theirs") return turn.say(t("vet-edit-not-yours"), told);
  const result = await withdraw(core, person, placeOf(turn, replyTo));
  await turn.say(t(withdrawn[result]), { ...told, in: where.conversation });
}

/** So much of a message is shown before it is taken back: enough to know it again. */
const QUOTED = 80;

/** *Unsend* in the menu of a case: offers the latest message. */
export const offerUnsend: StaffAction = async (turn, conversation) =>
  whileMine(turn, conversation, async (conversation) => {
    const { core, person } = turn;
    const latest = await core.db.message.findFirst({
      where: {
        conversationId: conversation,
        authorId: person,
        side: "staff",
        internal: false,
        withdrawnAt: null,
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    });
    if (!latest) return turn.say(t("vet-unsend-nothing"), { in: conversation });
    const words = excerpt(openContent(core, latest.id, latest.sealed));
    await turn.say(words ? t("vet-unsend-ask", { words: plain(words) }) : t("vet-unsend-ask-file"), {
      in: conversation,
      menu: [
        [button(t("vet-unsend-yes"), "unsent", latest.id)],
        [button(t("vet-never-mind"), "nothing", conversation)],
      ],
    });
  });

function excerpt(content: Content): string | undefined {
  const words =
    content.kind === "text"
      ? content.text
      : content.kind === "media"
        ? content.media.caption?.text
        : undefined;
  return words && words.length > QUOTED ? `${words.slice(0, QUOTED).trimEnd()}…` : words;
}

/** The latest message was confirmed to be taken back. */
export const takeBack: StaffAction = async (turn, message) => {
  const { core, person, chat } = turn;
  if (!isId(message)) return turn.replace(t("vet-old-button"));
  const copy = await core.db.messageCopy.findFirst({
    where: { messageId: message, channel: "staff", chat, original: true },
    select: { externalId: true },
  });
  const where = copy ? await at(turn, copy.externalId) : undefined;
  if (!copy || where?.kind !== "mine") return turn.replace(t("vet-unsend-unknown"));
  const result = await withdraw(core, person, placeOf(turn, copy.externalId));
  await turn.replace(t(withdrawn[result]), { in: where.conversation });
};
