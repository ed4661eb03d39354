import type { Channel, DeliveryOutcome } from "../../prisma/generated/enums.ts";
import { transact, type Core } from "../platform/core.ts";
import { openJson } from "../platform/sealed.ts";
import { MAX_TRIES } from "./again.ts";
import type { Outcome } from "./messenger.ts";
import type { Refusal } from "./notice.ts";
import type { Operation } from "./operation.ts";
import { requeue } from "./retry.ts";
import { noteBlocked, tellSender, undelivered } from "./undelivered.ts";
import { closeWindow } from "./window.ts";

/** What a messenger reports of something that it had accepted. */
export type LateFailure = Exclude<Outcome, { kind: "sent" | "unknown" }>;

interface Sent {
  readonly id: string;
  readonly personId: string;
  readonly laneId: string;
  readonly channel: Channel;
  readonly messageId: string | null;
  readonly part: number;
  readonly outcome: DeliveryOutcome;
  readonly tries: number;
  readonly sealed: Uint8Array | null;
}

/**
 * A message that the messenger had taken did not arrive after all: its author is told, as of any refusal, or it goes
 * into its lane once more where that helps. Told twice, it counts once.
 *
 * @param externalId what the messenger calls the message
 * @returns *unknown*: no delivery is noted under this id (yet: the report may overtake the note)
 */
export function reportFailure(
  core: Core,
  { channel, externalId }: { readonly channel: Channel; readonly externalId: string },
  failure: LateFailure,
): Promise<"reported" | "unknown"> {
  return transact(core, async (core) => {
    const [row] = await core.db.$queryRaw<Sent[]>`
      select id, person_id as "personId", lane_id as "laneId", channel::text as channel, message_id as "messageId",
        part, outcome::text as outcome, tries, sealed
      from delivery
      where channel = ${channel}::channel and external_ids @> array[${externalId}]::text[]
      order by at desc limit 1
      for update`;
    if (!row) return "unknown";
    if (row.outcome !== "sent") return "reported";
    if (failure.kind === "refused") await refused(core, row, failure.reason);
    else await again(core, row, failure);
    return "reported";
  });
}

async function refused(core: Core, row: Sent, reason: Refusal): Promise<void> {
  await core.db.delivery.update({ where: { id: row.id }, data: { outcome: "refused", reason } });
  if (reason === "blocked") await noteBlocked(core, row);
  if (row.messageId && isSaid(core, row)) await tellSender(core, row, undelivered(row, reason));
}

/** Corrections and reactions are not worth a message to their author (undelivered.ts). */
const isSaid = (core: Core, { id, sealed }: Sent): boolean =>
  sealed === null || openJson<Operation>(core.keys, `outbox:${id}`, sealed).op === "send";

async function again(
  core: Core,
  row: Sent,
  failure: Exclude<LateFailure, { kind: "refused" }>,
): Promise<void> {
  const { sealed, tries } = row;
  if (!sealed || tries >= MAX_TRIES) return refused(core, row, "rejected");
  const now = core.clock.now();
  if (failure.kind === "closed") await closeWindow(core, row);
  const dueAt = new Date(now.getTime() + (failure.kind === "later" ? failure.ms : 0));
  await core.db.delivery.update({
    where: { id: row.id },
    data: { outcome: "refused", reason: "rejected", retriedAt: now, sealed: null },
  });
  await requeue(core, { ...row, sealed }, { dueAt, tries });
}
