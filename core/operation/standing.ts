import { openStates } from "../consultations/states.ts";
import type { Core } from "../platform/core.ts";

/** The states in which the 30 minutes run: an owner waits for a vet's first word. */
const waiting = openStates.filter((state) => state === "queued" || state === "taken");

/** How many owners wait for a vet, and the longest of them for how many seconds. */
export async function waitingForVets(
  core: Pick<Core, "db" | "clock">,
): Promise<{ readonly count: number; readonly longest: number }> {
  const now = core.clock.now();
  const { _count, _min } = await core.db.consultation.aggregate({
    where: { state: { in: waiting }, startsAt: { lte: now } },
    _count: true,
    _min: { startsAt: true },
  });
  return { count: _count, longest: _min.startsAt ? (now.getTime() - _min.startsAt.getTime()) / 1000 : 0 };
}

const HOUR = 3_600_000;

/** Of how many messages within the last hour nobody knows whether they arrived. */
export const uncertainOf = (core: Pick<Core, "db" | "clock">): Promise<number> =>
  core.db.delivery.count({
    where: { outcome: "uncertain", at: { gt: new Date(core.clock.now().getTime() - HOUR) } },
  });

/** Numbers on WhatsApp Web by how it stands with them. */
export async function whatsappNumbers(core: Pick<Core, "db">): Promise<Record<string, number>> {
  const rows = await core.db.whatsAppState.groupBy({ by: ["kind"], _count: true });
  return Object.fromEntries(rows.map(({ kind, _count }) => [kind, _count]));
}

/** Channels that somebody has switched off. */
export async function stoppedChannels(core: Pick<Core, "db">): Promise<Record<string, number>> {
  const rows = await core.db.channelStop.groupBy({ by: ["channel"], where: { endedAt: null }, _count: true });
  return Object.fromEntries(rows.map(({ channel, _count }) => [channel, _count]));
}

/**
 * How many seconds each lease has left; below nothing: nobody holds it any more. Leases of numbers are one, under
 * `whatsapp`, that with the least: a number is no name of a kind.
 */
export async function leasesLeft(core: Pick<Core, "db">): Promise<Record<string, number>> {
  const rows = await core.db.$queryRaw<{ lease: string; left: number }[]>`
    select case when name like 'whatsapp:%' then 'whatsapp' else name end as lease,
      extract(epoch from min(until) - clock_timestamp())::float8 as left
    from lease group by 1`;
  return Object.fromEntries(rows.map(({ lease, left }) => [lease, left]));
}
