import type { StaffRole } from "../../prisma/generated/enums.ts";
import type { Prisma } from "../../prisma/generated/client.ts";
import type { Core } from "../platform/core.ts";

/** Somebody who works here. The id is that of the person. */
export interface StaffMember {
  readonly id: string;
  /** Shown to owners above messages. */
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly onDutySince: Date | undefined;
  /** Whether the person's chat has topics. */
  readonly topics: boolean;
  /** Id of the catalogue's vet who this person is. */
  readonly vet: string | undefined;
}

/** The member of staff a person is; undefined: none, or no longer. */
export async function staffOf(core: Core, person: string): Promise<StaffMember | undefined> {
  const row = await core.db.staff.findUnique({
    where: { id: person, revokedAt: null },
    include: { vet: true },
  });
  return row ? staffMember(row) : undefined;
}

/** Everybody with a role, on duty or not, who joined first first. */
export async function staffWithRole(core: Core, role: StaffRole): Promise<StaffMember[]> {
  return members(core, { roles: { has: role } });
}

/** Chats of the staff's bot with everybody who has a role, by the messenger's ids. */
export async function staffChats(core: Core, role: StaffRole): Promise<string[]> {
  const members = await staffWithRole(core, role);
  const identities = await core.db.identity.findMany({
    where: { channel: "staff", personId: { in: members.map(({ id }) => id) } },
    select: { externalId: true },
    orderBy: { createdAt: "asc" },
  });
  return identities.map(({ externalId }) => externalId);
}

/** Who has a role and is on duty, who joined first first. */
export async function onDuty(core: Core, role: StaffRole): Promise<StaffMember[]> {
  return members(core, { roles: { has: role }, onDutySince: { not: null } });
}

/** Everybody who works here, who joined first first. */
export async function listStaff(core: Core): Promise<StaffMember[]> {
  return members(core, {});
}

export type SetDuty =
  | { readonly kind: "onDuty"; readonly since: Date }
  | { readonly kind: "offDuty" }
  /** Not a member of staff (any more). */
  | { readonly kind: "notStaff" };

/** Begins or ends a person's duty. Beginning twice keeps the first time. */
export async function setDuty(core: Core, person: string, on: boolean): Promise<SetDuty> {
  const now = core.clock.now();
  await core.db.staff.updateMany({
    where: { id: person, revokedAt: null, ...(on && { onDutySince: null }) },
    data: { onDutySince: on ? now : null },
  });
  const member = await staffOf(core, person);
  if (!member) return { kind: "notStaff" };
  return member.onDutySince ? { kind: "onDuty", since: member.onDutySince } : { kind: "offDuty" };
}

/**
 * Takes role, duty and card from a person; whoever is just taking a case is waited for. What they have in hand is for
 * the caller (core/staff/revoke.ts). False: they did not work here.
 */
export async function endMembership(core: Core, person: string): Promise<boolean> {
  const revoked = await core.db.staff.updateMany({
    where: { id: person, revokedAt: null },
    data: { revokedAt: core.clock.now(), onDutySince: null, roles: [], awaiting: null },
  });
  if (revoked.count === 0) return false;
  await core.db.vet.updateMany({ where: { staffId: person }, data: { staffId: null } });
  return true;
}

/** To be called before a person takes something in hand: until the commit their work here does not end. */
export async function holdMembership(core: Core, person: string): Promise<void> {
  await core.db.$queryRaw`select 1 from staff where id = ${person}::uuid for share`;
}

async function members(core: Core, where: Prisma.StaffWhereInput): Promise<StaffMember[]> {
  const rows = await core.db.staff.findMany({
    where: { ...where, revokedAt: null },
    include: { vet: true },
    orderBy: [{ joinedAt: "asc" }, { id: "asc" }],
  });
  return rows.map(staffMember);
}

function staffMember(row: Prisma.StaffGetPayload<{ include: { vet: true } }>): StaffMember {
  const { id, name, roles, onDutySince, topics, vet } = row;
  return { id, name, roles, onDutySince: onDutySince ?? undefined, topics, vet: vet?.id };
}
