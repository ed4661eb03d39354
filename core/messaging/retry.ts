import type { Delivery } from "../../prisma/generated/client.ts";
import type { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { openJson, sealJson } from "../platform/sealed.ts";
import { filesOf } from "./content.ts";
import type { Operation } from "./operation.ts";
import { queue } from "./outbox.ts";

/**
 * Sends again what was refused or is uncertain, at its author's word (or an administrator's, `person` null). Pressed
 * twice it is sent once.
 */
export async function retryDelivery(
  core: Core,
  deliveryId: string,
  person: string | null,
): Promise<"queued" | "nothing"> {
  const delivery = await core.db.delivery.findUnique({ where: { id: deliveryId } });
  if (!delivery?.sealed || !delivery.messageId) return "nothing";
  const message = await core.db.message.findUnique({
    where: { id: delivery.messageId },
    select: { authorId: true, withdrawnAt: true, conversation: { select: { open: true } } },
  });
  if (!message?.conversation.open || message.withdrawnAt || (person && message.authorId !== person))
    return "nothing";
  const now = core.clock.now();
  const { count } = await core.db.delivery.updateMany({
    where: { id: deliveryId, retriedAt: null },
    data: { retriedAt: now },
  });
  if (count === 0) return "nothing";
  const elsewhere = await movedTo(core, delivery);
  if (elsewhere) await queueAnew(core, { ...delivery, sealed: delivery.sealed }, elsewhere);
  else await requeue(core, { ...delivery, sealed: delivery.sealed }, { dueAt: now, tries: 0 });
  return "queued";
}

/** The messenger in which the reader is reached now, where the one that failed takes nothing any more. */
async function movedTo(
  core: Core,
  { personId, channel }: Pick<Delivery, "personId" | "channel">,
): Promise<Channel | undefined> {
  const reader = await core.db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { channel: true, identities: { where: { channel, blockedAt: null }, select: { channel: true } } },
  });
  return reader.identities.length > 0 || reader.channel === channel ? undefined : reader.channel;
}

async function queueAnew(
  core: Core,
  { id, personId, laneId, messageId, part, sealed }: Delivery & { readonly sealed: Uint8Array },
  channel: Channel,
): Promise<void> {
  await queue(core, {
    to: personId,
    channel,
    conversation: laneId,
    operation: openJson<Operation>(core.keys, `outbox:${id}`, sealed),
    ...(messageId && { message: { id: messageId, part } }),
  });
}

/** Puts an operation that is done with back into its lane, at the end. */
export async function requeue(
  core: Core,
  {
    id: done,
    sealed,
    ...row
  }: Pick<Delivery, "id" | "personId" | "laneId" | "channel" | "messageId" | "part"> & {
    readonly sealed: Uint8Array;
  },
  { dueAt, tries }: { readonly dueAt: Date; readonly tries: number },
): Promise<void> {
  const id = core.ids();
  const operation = openJson<Operation>(core.keys, `outbox:${done}`, sealed);
  const { personId, laneId, channel, messageId, part } = row;
  await core.db.outbox.create({
    data: {
      id,
      personId,
      laneId,
      channel,
      sealed: sealJson(core.keys, `outbox:${id}`, operation),
      messageId,
      part,
      fileIds: operation.op === "send" ? filesOf(operation.content) : [],
      tries,
      createdAt: core.clock.now(),
      dueAt,
    },
    select: { seq: true },
  });
  core.wake("deliveries");
}
