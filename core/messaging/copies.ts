import type { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";

/** A message in one chat. */
export interface Place {
  readonly channel: Channel;
  /** External id of the person's chat. */
  readonly chat: string;
  readonly externalId: string;
}

/** Remembers that a message (or a part of it) stands at a place. A second call for the same place changes nothing. */
export async function placeCopies(
  core: Core,
  messageId: string,
  places: readonly Place[],
  { original, firstPart = 0 }: { original: boolean; firstPart?: number },
): Promise<void> {
  await core.db.messageCopy.createMany({
    data: places.map(({ channel, chat, externalId }, index) => ({
      channel,
      chat,
      externalId,
      messageId,
      part: firstPart + index,
      original,
    })),
    skipDuplicates: true,
  });
}

/** The message that stands at a place, if it is one that was relayed. */
export function messageAt(core: Core, place: Place) {
  const { channel, chat, externalId } = place;
  return core.db.messageCopy.findUnique({
    where: { channel_chat_externalId: { channel, chat, externalId } },
    select: { part: true, original: true, message: true },
  });
}
