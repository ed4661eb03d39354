import type { Channel } from "../../prisma/generated/enums.ts";
import { keep, takeKept } from "../../core/messaging/kept.ts";
import type { Keyboard, Menu } from "../../core/messaging/operation.ts";
import { render, t } from "../texts.ts";
import { openChats } from "./open-chats.ts";
import { asPassing, passMessage, type Passing, type Writer } from "./pass.ts";
import { actionData, type Action, type OwnerCore, type OwnerTurn, type SayOptions } from "./turn.ts";

/**
 * Keeps a message that nothing says the destination of, and asks. With no open chat there is nobody to send it to:
 * the menu says what can be done, support among it.
 */
export async function keepMessage(
  turn: OwnerTurn,
  incoming: Parameters<typeof asPassing>[0],
  keyboard: Keyboard,
): Promise<void> {
  const { core, person, locale } = turn;
  const chats = await openChats(core, person);
  await keepQuietly(turn, incoming);
  const replyTo = { external: incoming.externalId };
  const menu: Menu = [
    ...chats.map(({ id, label }) => [{ label: render(locale, label), data: actionData("select", id) }]),
    [{ label: render(locale, t("kept-support")), data: actionData("support") }],
    [{ label: render(locale, t("kept-drop")), data: actionData("drop") }],
  ];
  if (chats.length > 0) return turn.say(t("kept-where"), { replyTo, menu });
  // The menu below the chat may have been lost: it comes again with the next line.
  await turn.say(t("kept-nobody"), { replyTo, menu });
  await turn.say(t("menu-below"), { keyboard });
}

/** Keeps a message without a word: what was said before there was anybody to say it to. */
export async function keepQuietly(
  { core, person, channel }: OwnerCore,
  incoming: Parameters<typeof asPassing>[0],
): Promise<void> {
  await keep(core, person, channel, asPassing(incoming));
}

/** Keeps words that a button or a link has said for the person, as if they had written them there. */
export async function keepWords(
  { core, person, channel, messageId = "" }: OwnerCore,
  text: string,
): Promise<void> {
  const said: Passing = { externalId: messageId, content: { kind: "text", text } };
  await keep(core, person, channel, said);
}

/**
 * Sends what was kept, in whichever messenger it was written, to the chat the person has now pointed at, in the order
 * it was written.
 */
export async function sendKept(turn: Writer, conversation: string): Promise<number> {
  const { core, person } = turn;
  const kept = await takeKept<Passing>(core, person);
  if (kept.length === 0) return 0;
  const identities = await core.db.identity.findMany({ where: { personId: person } });
  for (const { channel, message } of kept) {
    // A messenger that was taken off the account meanwhile has no chat any more: what was written there passes all the
    // same, and nothing is ever found by this place.
    const chat = identities.find((identity) => identity.channel === channel)?.externalId ?? person;
    await passMessage(writerOf(turn, channel), chat, message, conversation);
  }
  return kept.length;
}

/** Who wrote elsewhere is answered here; what they wrote cannot be quoted. */
const writerOf = (turn: Writer, channel: Channel): Writer =>
  channel === turn.channel
    ? turn
    : { ...turn, channel, say: (text, options = {}) => turn.say(text, withoutQuote(options)) };

function withoutQuote({ menu, keyboard }: SayOptions): SayOptions {
  return { ...(menu && { menu }), ...(keyboard && { keyboard }) };
}

/** *Do not send*: what was kept is forgotten. */
export const dropKept: Action = async (turn) => {
  const { count } = await turn.core.db.keptMessage.deleteMany({ where: { personId: turn.person } });
  await turn.replace(count > 0 ? t("kept-dropped") : t("old-button"));
};
