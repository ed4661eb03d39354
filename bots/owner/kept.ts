import { openJson, sealJson } from "../../core/platform/sealed.ts";
import type { Keyboard, Menu } from "../../core/messaging/operation.ts";
import { render, t } from "../texts.ts";
import { openChats } from "./open-chats.ts";
import { asPassing, passMessage, type Passing, type Writer } from "./pass.ts";
import { actionData, type Action, type OwnerCore, type OwnerTurn } from "./turn.ts";

const contextOf = (person: string) => `kept_message:${person}`;

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
  await core.db.keptMessage.create({
    data: {
      personId: person,
      channel,
      sealed: sealJson(core.keys, contextOf(person), asPassing(incoming)),
      at: core.clock.now(),
    },
    select: { seq: true },
  });
}

/** Sends what was kept to the chat the person has now pointed at, in the order it was written. */
export async function sendKept(turn: Writer, chat: string, conversation: string): Promise<number> {
  const { core, person, channel } = turn;
  const rows = await core.db.keptMessage.findMany({
    where: { personId: person, channel },
    orderBy: { seq: "asc" },
  });
  await core.db.keptMessage.deleteMany({ where: { personId: person } });
  for (const { sealed } of rows) {
    const message = openJson<Passing>(core.keys, contextOf(person), sealed);
    await passMessage(turn, chat, message, conversation);
  }
  return rows.length;
}

/** *Do not send*: what was kept is forgotten. */
export const dropKept: Action = async (turn) => {
  const { count } = await turn.core.db.keptMessage.deleteMany({ where: { personId: turn.person } });
  await turn.replace(count > 0 ? t("kept-dropped") : t("old-button"));
};
