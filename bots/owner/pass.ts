import { ownerWrote } from "../../core/consultations/wrote.ts";
import { relay } from "../../core/messaging/relay.ts";
import type { Place } from "../../core/messaging/copies.ts";
import { messageIds, prepare } from "../content.ts";
import type { Incoming, IncomingContent } from "../incoming.ts";
import { t } from "../texts.ts";
import { actionData, type OwnerTurn } from "./turn.ts";
import { render } from "../texts.ts";

/** A message of an owner: as it came now, or as it was kept. */
export interface Passing {
  readonly externalId: string;
  readonly content: IncomingContent;
  readonly replyTo?: string;
}

export const asPassing = ({
  externalId,
  content,
  replyTo,
}: Extract<Incoming, { kind: "message" }>): Passing => ({
  externalId,
  content,
  ...(replyTo !== undefined && { replyTo }),
});

/** Who writes, and how they are answered: a turn, or what a flow knows of one. */
export type Writer = Pick<OwnerTurn, "core" | "person" | "channel" | "locale" | "say">;

/** Passes an owner's message to the other side of a conversation, or says why it cannot pass. Silence is success. */
export async function passMessage(
  turn: Writer,
  chat: string,
  message: Passing,
  conversationId: string,
): Promise<void> {
  const { core, person, channel, locale } = turn;
  const replyTo = { external: message.externalId };
  // What cannot pass is no sign of life: it leaves the conversation as it was.
  const prepared = await prepare(core, person, channel, message.content);
  if (prepared.kind === "too_big") return turn.say(t("file-too-big"), { replyTo });
  if (prepared.kind === "unsupported")
    return turn.say(t("cannot-pass", { what: prepared.what }), { replyTo });
  const wrote = await ownerWrote(core, person, conversationId);
  // Ids come from this person's own rows: another's would be a fault of ours, not of theirs.
  if (wrote.kind === "unknown") throw new Error("a conversation of somebody else");
  if (wrote.kind === "closed") {
    const reopen = wrote.consultation
      ? [[{ label: render(locale, t("chat-reopen")), data: actionData("reopen", wrote.consultation) }]]
      : [];
    const others = [[{ label: render(locale, t("chat-others")), data: actionData("chats") }]];
    return turn.say(t("chat-closed"), { replyTo, menu: [...reopen, ...others] });
  }
  const place = (externalId: string): Place => ({ channel, chat, externalId });
  const [first, ...rest] = messageIds(message.externalId, message.content);
  await relay(core, {
    conversation: wrote.conversation,
    author: person,
    side: "owner",
    content: prepared.content,
    places: [place(first), ...rest.map(place)],
    ...(message.replyTo && { replyTo: place(message.replyTo) }),
  });
}
