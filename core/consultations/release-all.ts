import type { Core } from "../platform/core.ts";
import { hearers } from "./duty.ts";
import { loadCase } from "./record.ts";
import { release } from "./take.ts";
import { announceCase } from "./wait.ts";

/**
 * Gives everything back that a vet has in hand or is to have, because they work here no longer. Cases go to the queue
 * (`release`); those bought from them are anybody's from now on. Returns how many were in hand.
 */
export async function releaseAll(core: Core, staffId: string): Promise<number> {
  await open(core, staffId);
  const inHand = await core.db.consultation.findMany({
    where: { vetId: staffId, state: { in: ["taken", "active"] } },
    orderBy: { number: "asc" },
    select: { id: true },
  });
  let released = 0;
  for (const { id } of inHand) if ((await release(core, staffId, id)).kind === "released") released++;
  return released;
}

/** What waited for this vet alone is told to all. */
async function open(core: Core, staffId: string): Promise<void> {
  const now = core.clock.now();
  const theirs = { preferredId: staffId } as const;
  const waiting = await core.db.consultation.findMany({
    where: { ...theirs, state: "queued", preferredUntil: { gt: now } },
    orderBy: { number: "asc" },
    select: { id: true },
  });
  await core.db.consultation.updateMany({
    where: { ...theirs, state: { in: ["scheduled", "queued"] } },
    data: { preferredId: null, preferredUntil: null },
  });
  const vets = await hearers(core, "vet");
  for (const { id } of waiting) {
    const row = await loadCase(core, id);
    const waited = Math.floor((now.getTime() - row.startsAt.getTime()) / 60_000);
    await announceCase(core, row, vets, waited);
  }
}
