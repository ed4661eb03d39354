import type { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { rowsOf } from "../platform/rows.ts";

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

/** A message, or a part of one, as it is found by one of its places. */
export interface Found {
  readonly message: string;
  readonly conversation: string;
  readonly part: number;
}

/** Names a place. */
export const keyOf = ({ channel, chat, externalId }: Place): string => `${channel} ${chat} ${externalId}`;

/** The messages that stand at places, by `keyOf` the place. */
export async function messagesAt(core: Core, places: readonly Place[]): Promise<Map<string, Found>> {
  if (places.length === 0) return new Map();
  const rows = await rowsOf(core.db)<Place & Found>`
    select c.channel::text as channel, c.chat, c.external_id as "externalId", c.part, m.id as message,
      m.conversation_id as conversation
    from unnest(
      ${places.map(({ channel }) => channel)}::channel[],
      ${places.map(({ chat }) => chat)}::text[],
      ${places.map(({ externalId }) => externalId)}::text[]
    ) p (channel, chat, external_id)
    join message_copy c on c.channel = p.channel and c.chat = p.chat and c.external_id = p.external_id
    join message m on m.id = c.message_id`;
  return new Map(rows.map((row) => [keyOf(row), row]));
}
