import type { Channel } from "../../../prisma/generated/enums.ts";
import type { Operation } from "../../messaging/operation.ts";
import { queue } from "../../messaging/outbox.ts";
import { transact, type Core } from "../../platform/core.ts";
import { openJson } from "../../platform/sealed.ts";
import { messengersOf, type OwnerChannel } from "./messengers.ts";

export type Unlinked =
  /** `stays`: where the account goes on; `successor`: who the messenger's address belongs to now, and knows nothing. */
  | { readonly kind: "unlinked"; readonly stays: OwnerChannel; readonly successor: string }
  /** The account would be out of reach. */
  | { readonly kind: "last" }
  | { readonly kind: "not_linked" };

/**
 * Takes a messenger off a person's account, never the last one. Its address passes to a new person who knows nothing,
 * with what came in from there after the turn at hand; what waits to be shown there of others' words is shown in the
 * messenger that stays.
 */
export function unlink(core: Core, person: string, channel: OwnerChannel): Promise<Unlinked> {
  return transact(core, async (core): Promise<Unlinked> => {
    await core.db.$queryRaw`select 1 from person where id = ${person}::uuid for no key update`;
    const linked = await messengersOf(core, person);
    if (!linked.includes(channel)) return { kind: "not_linked" };
    const stays = linked.find((each) => each !== channel);
    if (!stays) return { kind: "last" };
    const successor = await passAddress(core, person, channel);
    await core.db.person.updateMany({ where: { id: person, channel }, data: { channel: stays } });
    await core.db.offer.deleteMany({ where: { personId: person, channel } });
    await redirect(core, person, channel, stays);
    const endedAt = core.clock.now();
    await core.db.link.updateMany({ where: { personId: person, endedAt: null }, data: { endedAt } });
    return { kind: "unlinked", stays, successor };
  });
}

async function passAddress(core: Core, person: string, channel: Channel): Promise<string> {
  const id = core.ids();
  const now = core.clock.now();
  await core.db.person.create({ data: { id, channel, createdAt: now }, select: { id: true } });
  await core.db.identity.update({
    where: { personId_channel: { personId: person, channel } },
    data: { personId: id, createdAt: now },
    select: { personId: true },
  });
  // The first row may be the turn that asks for this: it ends as this person's.
  await core.db.$executeRaw`
    update inbox set person_id = ${id}::uuid
    where person_id = ${person}::uuid and channel = ${channel}::channel
      and seq > (select min(seq) from inbox where person_id = ${person}::uuid)`;
  return id;
}

/** What was to be shown there and is worth being read: others' words, and what the service has to tell. */
async function redirect(core: Core, person: string, from: OwnerChannel, to: OwnerChannel): Promise<void> {
  const rows = await core.db.outbox.findMany({
    where: { personId: person, channel: from },
    orderBy: { seq: "asc" },
  });
  await core.db.outbox.deleteMany({ where: { personId: person, seq: { in: rows.map(({ seq }) => seq) } } });
  for (const { id, sealed, laneId, messageId, part } of rows) {
    const operation = openJson<Operation>(core.keys, `outbox:${id}`, sealed);
    if (operation.op !== "notice" && !(operation.op === "send" && messageId)) continue;
    await queue(core, {
      to: person,
      channel: to,
      conversation: laneId,
      operation,
      ...(messageId && { message: { id: messageId, part } }),
    });
  }
}
