import { transact, type Core } from "../platform/core.ts";
import { staffWithRole } from "../staff/members.ts";
import { queue } from "./outbox.ts";
import { tellWhoWaits } from "./stopped.ts";
import type { WhatsAppNotice } from "./whatsapp-notices.ts";

const channel = "whatsapp";

/** Longer ones are a report. */
export const MAX_REASON = 200;

/** That WhatsApp is switched off, and by whom. */
export interface WhatsAppStop {
  readonly since: Date;
  /** A name; null: somebody in the server's shell. */
  readonly by: string | null;
  /** In their words. */
  readonly reason: string | null;
}

/** Whether WhatsApp is switched off; undefined: it is on. */
export async function whatsappStop(core: Pick<Core, "db">): Promise<WhatsAppStop | undefined> {
  const row = await core.db.channelStop.findFirst({
    where: { channel, endedAt: null },
    select: { since: true, reason: true, stoppedBy: { select: { name: true } } },
  });
  return row ? { since: row.since, by: row.stoppedBy?.name ?? null, reason: row.reason } : undefined;
}

/** How many messages and notices wait to be sent on WhatsApp. */
export const whatsappWaiting = (core: Core): Promise<number> => core.db.outbox.count({ where: { channel } });

export type Stopped =
  | { readonly kind: "stopped" }
  | { readonly kind: "already"; readonly stop: WhatsAppStop };

/**
 * Switches WhatsApp off, until somebody switches it on again, for every process and also after a restart: nothing is
 * sent, and what is for people there waits. The other administrators are told, and the staff whose words wait.
 *
 * @param by the administrator who does it; null: somebody in the server's shell
 */
export function stopWhatsApp(core: Core, by: string | null, reason: string | null = null): Promise<Stopped> {
  return transact(core, async (core) => {
    const id = core.ids();
    const { count } = await core.db.channelStop.createMany({
      data: [{ id, channel, since: core.clock.now(), stoppedById: by, reason }],
      skipDuplicates: true,
    });
    const stop = await whatsappStop(core);
    if (!stop) throw new Error("WhatsApp was switched on in the middle");
    if (count === 0) return { kind: "already", stop };
    await tellWhoWaits(core, { channel });
    await tellOthers(core, by, { kind: "whatsappStopped", by: stop.by, reason });
    core.wake("whatsapp");
    return { kind: "stopped" };
  });
}

export type Started =
  /** `waiting`: so many messages and notices are on their way now. */
  { readonly kind: "started"; readonly waiting: number } | { readonly kind: "already" };

/** Switches WhatsApp on again: what waited goes out in order, and time that it was off does not count as waiting. */
export function startWhatsApp(core: Core, by: string | null): Promise<Started> {
  return transact(core, async (core) => {
    const now = core.clock.now();
    const [ended] = await core.db.channelStop.updateManyAndReturn({
      where: { channel, endedAt: null },
      data: { endedAt: now, startedById: by },
      include: { startedBy: { select: { name: true } } },
    });
    if (!ended) return { kind: "already" };
    const { since, startedBy } = ended;
    const waiting = await core.db.$executeRaw`
      update outbox set created_at = created_at + (${now}::timestamptz - greatest(created_at, ${since}::timestamptz))
      where channel = ${channel}::channel`;
    await tellOthers(core, by, { kind: "whatsappStarted", by: startedBy?.name ?? null, waiting });
    core.wake("whatsapp");
    core.wake("deliveries");
    return { kind: "started", waiting };
  });
}

async function tellOthers(core: Core, by: string | null, notice: WhatsAppNotice): Promise<void> {
  for (const { id: to } of await staffWithRole(core, "administrator"))
    if (to !== by) await queue(core, { to, channel: "staff", operation: { op: "notice", notice } });
}
