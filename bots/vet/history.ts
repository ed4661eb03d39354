import { correspondence } from "../../core/messaging/correspondence.ts";
import { openContent } from "../../core/messaging/record.ts";
import { showAll } from "../../core/messaging/relay.ts";
import { t } from "../texts.ts";
import { queueParts } from "./post.ts";
import type { StaffTurn } from "./turn.ts";

/** How far back a support conversation, which never ends, is shown. */
const SUPPORT_HISTORY = 20;

/**
 * What has been written in a conversation so far, for who has just taken it: the owner's messages as they are
 * relayed, those of a colleague under the colleague's name, their internal notes as such.
 */
export async function showSoFar(turn: StaffTurn, conversationId: string): Promise<void> {
  const { core, person } = turn;
  const conversation = await core.db.conversation.findUniqueOrThrow({
    where: { id: conversationId },
    select: correspondence,
  });
  const latest = await core.db.message.findMany({
    where: { conversationId, side: { not: "service" }, withdrawnAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    ...(conversation.kind === "support" && { take: SUPPORT_HISTORY }),
  });
  const names = await authors(
    turn,
    latest.map(({ authorId }) => authorId),
  );
  for (const { id, sealed, side, internal, authorId, replyToId } of latest.toReversed()) {
    const content = openContent(core, id, sealed);
    if (side === "owner") {
      await showAll(core, [{ id, conversation: conversationId, content, side, to: person, replyToId }]);
      continue;
    }
    const name = names.get(authorId) ?? "";
    await turn.say(t(internal ? "vet-colleague-noted" : "vet-colleague-wrote", { name }), {
      in: conversationId,
    });
    await queueParts(turn, conversationId, content);
  }
}

async function authors({ core }: StaffTurn, ids: string[]): Promise<Map<string, string>> {
  const staff = await core.db.staff.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  return new Map(staff.map(({ id, name }) => [id, name]));
}
