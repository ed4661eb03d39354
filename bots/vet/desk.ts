import { finish } from "../../core/consultations/close.ts";
import { awaitAtDesk, awaitedAnswer } from "../../core/consultations/desk.ts";
import { addNote } from "../../core/consultations/note.ts";
import { caseFile } from "../../core/consultations/vet-cases.ts";
import { staffWrote } from "../../core/consultations/wrote.ts";
import type { Content } from "../../core/messaging/content.ts";
import type { Place } from "../../core/messaging/copies.ts";
import { conversationById } from "../../core/messaging/correspondence.ts";
import { relay } from "../../core/messaging/relay.ts";
import { messageIds, prepare } from "../content.ts";
import type { IncomingContent } from "../incoming.ts";
import { moment, t } from "../texts.ts";
import { written as keepWritten } from "./answers.ts";
import { caseName, fullName } from "./names.ts";
import { button, type StaffTurn } from "./turn.ts";

/** A message of a member of staff: as it came now, or as it was kept. */
export interface Written {
  readonly externalId: string;
  readonly content: IncomingContent;
  readonly replyTo?: string;
}

/** A message that belongs to a conversation: an answer to the owner, or what was asked for at this desk. */
export async function atDesk(turn: StaffTurn, conversation: string, written: Written): Promise<void> {
  const { core, person } = turn;
  const found = await conversationById(core, conversation);
  if (found?.staffId !== person || !found.open) return notOpen(turn, conversation, written);
  const desk = await core.db.desk.findUnique({
    where: { conversationId_staffId: { conversationId: conversation, staffId: person } },
  });
  const awaiting = desk?.awaiting;
  const answer = awaitedAnswer(awaiting);
  if (answer) return keepWritten(turn, written, { ...answer, conversation });
  if (awaiting === "conclusion" || awaiting === "decline")
    return conclude(turn, conversation, written, awaiting === "conclusion");
  const content = await prepared(turn, conversation, written);
  if (!content) return;
  if (awaiting !== "note") return pass(turn, conversation, written, content);
  await addNote(core, person, conversation, { content, places: placesOf(turn, written) });
  await awaitAtDesk(core, person, conversation, null);
  await turn.say(t("vet-noted"), { in: conversation, replyTo: { external: written.externalId } });
}

/** Passes a message to the owner. Silence is success. */
async function pass(
  turn: StaffTurn,
  conversation: string,
  written: Written,
  content: Content,
): Promise<void> {
  const { core, person, chat } = turn;
  const wrote = await staffWrote(core, person, conversation);
  if (wrote.kind !== "open") return notOpen(turn, conversation, written);
  await relay(core, {
    conversation: wrote.conversation,
    author: person,
    side: "staff",
    content,
    places: placesOf(turn, written),
    ...(written.replyTo && { replyTo: { channel: "staff", chat, externalId: written.replyTo } }),
  });
}

/** The content, once its files are ours; says why it cannot pass. */
async function prepared(
  turn: StaffTurn,
  conversation: string,
  written: Written,
): Promise<Content | undefined> {
  const result = await prepare(turn.core, turn.person, "staff", written.content);
  if (result.kind === "content") return result.content;
  const text = result.kind === "too_big" ? t("vet-too-big") : t("vet-cannot-pass", { what: result.what });
  await turn.say(text, { in: conversation, replyTo: { external: written.externalId } });
  return undefined;
}

function placesOf({ chat }: StaffTurn, { externalId, content }: Written): [Place, ...Place[]] {
  const place = (externalId: string): Place => ({ channel: "staff", chat, externalId });
  const [first, ...rest] = messageIds(externalId, content);
  return [place(first), ...rest.map(place)];
}

/** The conclusion that was asked for: it ends the case, as one that was given or was not needed. */
async function conclude(
  turn: StaffTurn,
  conversation: string,
  written: Written,
  given: boolean,
): Promise<void> {
  const { core, person, zone } = turn;
  const replyTo = { external: written.externalId };
  if (written.content.kind !== "text")
    return turn.say(t("vet-conclusion-words"), {
      in: conversation,
      replyTo,
      menu: [[button(t("vet-never-mind"), "nothing", conversation)]],
    });
  const file = await caseFile(core, person, { conversation });
  if (!file) return notOpen(turn, conversation, written);
  const { kind: _, ...words } = written.content;
  const conclusion = { words, places: placesOf(turn, written) };
  const result = await finish(core, person, file.consultation, conclusion, given);
  if (result.kind === "gone") return notOpen(turn, conversation, written);
  await turn.say(
    t("vet-finished", {
      case: fullName(file),
      until: moment(result.reopenUntil.toISOString(), zone, "full"),
    }),
    { in: conversation, menu: [[button(t("vet-reopen"), "reopen", conversation)]] },
  );
}

/** Written to a conversation that is over, or that is not the writer's any more: it went nowhere. */
export async function notOpen(turn: StaffTurn, conversation: string, written?: Written): Promise<void> {
  const { core, person } = turn;
  const file = await caseFile(core, person, { conversation });
  const replyTo = written ? { replyTo: { external: written.externalId } } : {};
  const place = { in: conversation, ...replyTo };
  if (!file) {
    const desk = await core.db.desk.count({ where: { conversationId: conversation, staffId: person } });
    // Who never had the conversation learns nothing of it, not even a topic.
    return turn.say(t("vet-not-yours"), {
      ...(desk > 0 ? place : replyTo),
      menu: [[button(t("vet-menu-queue"), "queue")]],
    });
  }
  const open = file.reopenUntil !== undefined && file.reopenUntil > core.clock.now();
  if (open)
    return turn.say(t("vet-closed", { case: caseName(file) }), {
      ...place,
      menu: [[button(t("vet-reopen"), "reopen", conversation)]],
    });
  return turn.say(t("vet-over", { case: caseName(file) }), place);
}
