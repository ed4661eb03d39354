import type { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { tellSender } from "./undelivered.ts";

interface Waiting {
  readonly conversationId: string;
  readonly messageId: string;
  readonly part: number;
}

/**
 * Tells the staff whose words wait in a messenger that is switched off (whatsapp-switch.ts), under the last of them: once
 * in each conversation.
 */
export async function tellWhoWaits(
  core: Core,
  { channel, conversation }: { readonly channel: Channel; readonly conversation?: string },
): Promise<void> {
  const stop = await core.db.channelStop.findFirst({
    where: { channel, endedAt: null },
    select: { id: true },
  });
  if (!stop) return;
  const rows = await core.db.$queryRaw<Waiting[]>`
    with waits as (
      select distinct on (m.conversation_id) m.conversation_id, o.message_id, o.part
      from outbox o join message m on m.id = o.message_id
      where o.channel = ${channel}::channel and m.side = 'staff'
        and (${conversation ?? null}::uuid is null or m.conversation_id = ${conversation ?? null}::uuid)
      order by m.conversation_id, o.seq desc),
    told as (
      insert into channel_stop_told (stop_id, conversation_id)
      select ${stop.id}::uuid, conversation_id from waits
      on conflict do nothing
      returning conversation_id)
    select conversation_id as "conversationId", message_id as "messageId", part
    from waits join told using (conversation_id)
    order by conversation_id`;
  for (const row of rows) await tellSender(core, row, { kind: "whatsappWaits" });
}
