import { conversationById } from "../../../core/messaging/correspondence.ts";
import { retryDelivery } from "../../../core/messaging/retry.ts";
import { t } from "../../texts.ts";
import { isId } from "./is-id.ts";
import { dropKept, sendKept } from "../kept.ts";
import { openChats } from "../open-chats.ts";
import type { Action, Actions } from "../turn.ts";

/** *Write here*: plain messages go to this chat from now on, and what was kept goes there now. */
const select: Action = async (turn, conversationId = "") => {
  const { core, person } = turn;
  const conversation = isId(conversationId) ? await conversationById(core, conversationId) : null;
  if (conversation?.ownerId !== person) return turn.say(t("old-button"));
  if (!conversation.open && conversation.kind === "consultation") return turn.say(t("select-closed"));
  // What is written next belongs here, not to a question that was open.
  await turn.leave();
  await core.db.person.update({
    where: { id: person },
    data: { selectedId: conversation.id },
    select: { id: true },
  });
  const sent = await sendKept(turn, conversation.id);
  const chats = await openChats(core, person);
  const chat = chats.find(({ id }) => id === conversation.id)?.label ?? t("chat-of-support");
  await turn.say(t("selected", { chat, sent }));
};

/** *Retry* under a message that was not delivered. */
const retry: Action = async (turn, delivery = "") => {
  const result = isId(delivery) ? await retryDelivery(turn.core, delivery, turn.person) : "nothing";
  await turn.replace(t(result === "queued" ? "retry-queued" : "retry-nothing"));
};

export const messagingActions: Actions = { select, retry, drop: dropKept };
