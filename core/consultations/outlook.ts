import { clinicInfo } from "../catalog/clinic.ts";
import { opensAt } from "../catalog/hours.ts";
import type { Core } from "../platform/core.ts";
import { anyoneOnDuty, isOnDuty } from "./duty.ts";

/** Who would hear of a consultation that is activated now: told before it is. */
export interface Outlook {
  /** Some vet is on duty. */
  readonly onDuty: boolean;
  /** The vet it was bought from is on duty, and has it alone for the first ten minutes. */
  readonly namedFirst: boolean;
  /** The clinic is closed: when it opens next. Undefined: it is open, or never opens. */
  readonly opensAt: Date | undefined;
}

/** `vet`: the card (table `vet`) of the vet it was bought from, if it was bought from one. */
export async function outlook(core: Core, vet: string | undefined): Promise<Outlook> {
  const clinic = await clinicInfo(core);
  const card = vet === undefined ? null : await core.db.vet.findUnique({ where: { id: vet } });
  return {
    onDuty: await anyoneOnDuty(core),
    namedFirst: card?.staffId ? await isOnDuty(core, card.staffId, "vet") : false,
    opensAt: clinic && opensAt(clinic.hours, clinic.timeZone, core.clock.now()),
  };
}
