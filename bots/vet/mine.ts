import { conversationById } from "../../core/messaging/correspondence.ts";
import { t } from "../texts.ts";
import { notOpen } from "./desk.ts";
import { isId, type StaffTurn } from "./turn.ts";

/** Runs what a button does in a conversation, if the presser has it now and it is open; else says how it stands. */
export async function whileMine(
  turn: StaffTurn,
  conversation: string | undefined,
  work: (conversation: string, kind: "consultation" | "support") => Promise<void>,
): Promise<void> {
  if (!isId(conversation)) return turn.say(t("vet-old-button"));
  const found = await conversationById(turn.core, conversation);
  if (found?.staffId !== turn.person || !found.open) return notOpen(turn, conversation);
  return work(conversation, found.kind);
}
