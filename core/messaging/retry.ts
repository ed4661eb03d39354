import type { Delivery } from "../../prisma/generated/client.ts";
import type { Core } from "../platform/core.ts";
import { openJson, sealJson } from "../platform/sealed.ts";
import { filesOf } from "./content.ts";
import type { Operation } from "./operation.ts";

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
  await requeue(core, { ...delivery, sealed: delivery.sealed }, { dueAt: now, tries: 0 });
  return "queued";
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
