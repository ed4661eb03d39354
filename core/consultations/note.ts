import type { Content } from "../messaging/content.ts";
import { placeCopies, type Place } from "../messaging/copies.ts";
import { sealContent } from "../messaging/record.ts";
import { transact, type Core } from "../platform/core.ts";

/** Keeps an internal note in a conversation: for colleagues who take it later, never for the owner. */
export function addNote(
  core: Core,
  staffId: string,
  conversationId: string,
  { content, places }: { readonly content: Content; readonly places: readonly Place[] },
): Promise<void> {
  return transact(core, async (core) => {
    const id = core.ids();
    await core.db.message.create({
      data: {
        id,
        conversationId,
        authorId: staffId,
        side: "staff",
        internal: true,
        sealed: sealContent(core, id, content),
        createdAt: core.clock.now(),
      },
    });
    await placeCopies(core, id, places, { original: true });
  });
}
