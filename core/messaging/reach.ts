import type { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";

/** A messenger does not take anything for a person any more: what is for them goes to their other one, if they have one. */
export async function turnAway(core: Core, personId: string, channel: Channel): Promise<void> {
  const other = await core.db.identity.findFirst({
    where: { personId, blockedAt: null, channel: { notIn: [channel, "staff"] } },
    select: { channel: true },
  });
  if (other)
    await core.db.person.updateMany({ where: { id: personId, channel }, data: { channel: other.channel } });
}

/**
 * The messengers in which a message stands in a person's chat, or is about to: who has two may have gone over to the
 * other since. Empty: in none.
 */
export async function standsIn(core: Core, messageId: string, person: string): Promise<Channel[]> {
  const rows = await core.db.$queryRaw<{ channel: Channel }[]>`
    select c.channel::text as channel from message_copy c
    join identity i on i.channel = c.channel and i.external_id = c.chat and i.person_id = ${person}::uuid
    where c.message_id = ${messageId}::uuid
    union
    select o.channel::text from outbox o where o.person_id = ${person}::uuid and o.message_id = ${messageId}::uuid
    order by channel`;
  return rows.map(({ channel }) => channel);
}
