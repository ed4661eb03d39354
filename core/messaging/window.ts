import type { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { again } from "./again.ts";
import type { Claimed } from "./lanes.ts";
import type { Messenger, Outcome } from "./messenger.ts";
import type { Operation } from "./operation.ts";
import { tellSender, unsent } from "./undelivered.ts";

/**
 * Some messengers let us write to a person only for a time after they wrote (WhatsApp's Cloud API: 24 hours), and after
 * it only invite them to write. What is for them then waits in its place, behind the invitation: their next message
 * opens the window, and all of it goes, in order (`waits` says for how long).
 */
const WINDOW_MS = 24 * 3_600_000;
/**
 * Who has to write first is invited once a day. Who has not answered after three days will not: what waited is refused,
 * with *Retry*.
 */
const INVITED_MS = 24 * 3_600_000;
const PATIENCE_MS = 3 * INVITED_MS;

/** These persons have just written: we may write to them, and whatever waited for that goes. */
export async function openWindow(core: Core, channel: Channel, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  await core.db.identity.updateMany({
    where: {
      channel,
      OR: [{ externalId: { in: [...addresses] } }, { alias: { is: { alias: { in: [...addresses] } } } }],
    },
    data: { windowUntil: new Date(core.clock.now().getTime() + WINDOW_MS), pausedUntil: null },
  });
  core.wake("deliveries");
}

/** From now on the person has to write before we may. */
export async function closeWindow(
  core: Core,
  { personId, channel }: Pick<Claimed, "personId" | "channel">,
): Promise<void> {
  const windowUntil = core.clock.now();
  await core.db.identity.updateMany({ where: { personId, channel }, data: { windowUntil } });
}

/** Whether the person would have to write first. */
export const isClosed = (core: Core, { windowUntil }: Pick<Claimed, "windowUntil">): boolean =>
  windowUntil !== null && windowUntil <= core.clock.now();

/** Invites the person instead of performing the operation. A reaction is not worth an invitation. */
export async function invite(
  reopen: NonNullable<Messenger["reopen"]>,
  { chat, locale }: Pick<Claimed, "chat" | "locale">,
  { op }: Operation,
): Promise<Exclude<Outcome, { kind: "sent" }> | { readonly kind: "waits" }> {
  if (op === "react") return { kind: "refused", reason: "window" };
  const outcome = await reopen({ chat, locale });
  switch (outcome.kind) {
    case "sent":
    // It may have arrived; a second invitation would be one too many.
    case "unknown":
      return { kind: "waits" };
    case "later":
      return outcome;
    case "refused":
      return { kind: "refused", reason: outcome.reason === "blocked" ? "blocked" : "window" };
    // An invitation is what may be sent then: the messenger contradicts itself.
    case "closed":
      return { kind: "refused", reason: "window" };
  }
}

/** The whole chat waits; when the person writes, it goes on at once. Its author is told, once. */
export async function waits(core: Core, row: Claimed, operation: Operation): Promise<void> {
  const age = core.clock.now().getTime() - row.createdAt.getTime();
  if (age >= PATIENCE_MS) return unsent(core, row, operation, { outcome: "refused", reason: "window" });
  const pausedUntil = new Date(core.clock.now().getTime() + INVITED_MS);
  await core.db.identity.updateMany({
    where: { personId: row.personId, channel: row.channel },
    data: { pausedUntil },
  });
  await again(core, row, 0, row.unknowns);
  if (age < INVITED_MS && row.messageId && operation.op === "send")
    await tellSender(core, row, { kind: "waits" });
}
