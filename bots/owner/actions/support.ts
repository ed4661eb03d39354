import { closeSupport } from "../../../core/support/answer.ts";
import { t } from "../../texts.ts";
import { show } from "../screens/screen.ts";
import { helpScreen, helpTopics } from "../screens/support.ts";
import { orderNumber } from "../paying.ts";
import type { Action, Actions } from "../turn.ts";

/** To the support chat, from anywhere; with the number of an order that cannot be paid. */
const support: Action = (turn, order = "") => turn.enter("support", ...orderNumber(order));

/** Ends the talk with support. That it has ended is told by the core's notice. */
const leave: Action = async (turn) => {
  const { core, person } = turn;
  const chat = await core.db.conversation.findFirst({
    where: { ownerId: person, kind: "support" },
    select: { id: true },
  });
  const result = chat && (await closeSupport(core, { side: "owner", person }, chat.id));
  if (result?.kind !== "closed") return turn.say(t("support-closed-already"));
};

/** Advice before an operator is needed. */
const help: Action = async (turn, wanted) => {
  const topic = helpTopics.find((known) => known === wanted);
  if (!topic) return turn.say(t("old-button"));
  await show(turn, helpScreen(topic));
};

export const supportActions: Actions = { support, "support-close": leave, help };
