import type { OwnerChannel } from "../../core/accounts/link/messengers.ts";
import { readSession } from "../dialog/session.ts";
import { t } from "../texts.ts";
import { dialogHost } from "./host.ts";
import { menuKeyboard } from "./menu.ts";
import { asMessenger, messengerName } from "./messengers.ts";
import { openChats } from "./open-chats.ts";
import type { OwnerRegistry } from "./registry.ts";
import type { Arrival, OwnerTurn } from "./turn.ts";

/** Flows that open an account or look after it: somebody who has one now does not begin them anew. */
const OVER = new Set(["welcome", "register", "link", "profile", "language", "consents", "my-data"]);

/**
 * Somebody has come over from their other messenger: what was open there is open here. First what they asked to see;
 * then the question that waits, or the dialog they were in under their former name, from its beginning; else the chat
 * that they write to, or the menu.
 */
export async function goOn(
  turn: OwnerTurn,
  registry: OwnerRegistry,
  { opens, unfinished }: Arrival,
): Promise<void> {
  const { core, person } = turn;
  const keyboard = menuKeyboard(turn.locale);
  const former = turn.inDialog ? undefined : readSession(unfinished);
  const begin = former && !OVER.has(former.flow) ? former : undefined;
  const [name, ...args] = opens?.split(":") ?? [];
  const act = name === undefined ? undefined : registry.actions[name];
  if (!turn.inDialog && !begin && !act) {
    const { selectedId } = await core.db.person.findUniqueOrThrow({
      where: { id: person },
      select: { selectedId: true },
    });
    const chat = (await openChats(core, person)).find(({ id }) => id === selectedId)?.label;
    const support = selectedId === null ? undefined : t("chat-of-support");
    const label = chat ?? support;
    return turn.say(label ? t("arrived-chat", { chat: label }) : t("arrived"), { keyboard });
  }
  await turn.say(t("arrived-on"), { keyboard: { ...keyboard, quiet: true } });
  if (begin) await turn.enter(begin.flow, ...begin.args.map(String));
  if (act) await act(turn, ...args);
  if (await dialogElsewhere(turn)) await askHere(turn, registry);
}

/** The messenger in which the open question stands, if it is not this one. */
export async function dialogElsewhere({
  core,
  person,
  channel,
}: OwnerTurn): Promise<OwnerChannel | undefined> {
  const open = await core.db.dialog.findUnique({ where: { personId: person }, select: { channel: true } });
  return open && open.channel !== channel ? asMessenger(open.channel) : undefined;
}

/** Shows the open question here. */
export async function askHere(turn: OwnerTurn, registry: OwnerRegistry): Promise<void> {
  await registry.dialogs.answer(dialogHost(turn, registry.keyboard), { kind: "again" });
}

/**
 * Words of somebody who was asked something in their other messenger: they do not see the question here, so that their
 * words are no answer to it. The question comes here, and they are told. False: nothing is asked elsewhere.
 */
export async function movedHere(
  turn: OwnerTurn,
  registry: OwnerRegistry,
  externalId: string,
): Promise<boolean> {
  const there = await dialogElsewhere(turn);
  if (!there) return false;
  await turn.say(t("moved-here", { messenger: messengerName(there) }), { replyTo: { external: externalId } });
  await askHere(turn, registry);
  return true;
}
