import type { StaffRole } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { onDuty, staffOf } from "../staff/members.ts";

/**
 * Whether a vet is on duty now. Where none is, an owner is told so before activating and offered a time instead.
 */
export async function anyoneOnDuty(core: Core): Promise<boolean> {
  return (await onDuty(core, "vet")).length > 0;
}

/** Ids of who hears of waiting cases, or of waiting support requests. */
export async function hearers(core: Core, ...roles: StaffRole[]): Promise<string[]> {
  const ids = new Set<string>();
  // One after another: a transaction is one connection.
  for (const role of roles) for (const { id } of await onDuty(core, role)) ids.add(id);
  return [...ids];
}

/** Whether a member of staff is on duty now in a role. */
export async function isOnDuty(core: Core, staffId: string, role: StaffRole): Promise<boolean> {
  const member = await staffOf(core, staffId);
  return member !== undefined && member.roles.includes(role) && member.onDutySince !== undefined;
}
