import { createHash, randomBytes } from "node:crypto";
import type { StaffRole } from "../../prisma/generated/enums.ts";
import { transact, type Core } from "../platform/core.ts";

/** How long a link works: long enough for a holiday, short enough to be forgotten in a chat. */
const VALID_MS = 7 * 24 * 60 * 60 * 1000;

export type Invited =
  | { readonly kind: "invited"; readonly link: string; readonly expiresAt: Date }
  /** A vet is somebody of the catalogue: say who. */
  | { readonly kind: "vetMissing" }
  /** Only a vet has a card. */
  | { readonly kind: "notAVet" }
  /** The catalogue has no such vet, or has retired them. */
  | { readonly kind: "unknownVet" }
  /** Somebody has joined as this vet already. */
  | { readonly kind: "vetTaken" };

/** Makes a link to the staff bot that gives its first user a role. Only the link holds the token. */
export async function invite(
  core: Core,
  { role, name, vetSlug }: { role: StaffRole; name: string; vetSlug?: string },
): Promise<Invited> {
  if (role === "vet" && vetSlug === undefined) return { kind: "vetMissing" };
  if (role !== "vet" && vetSlug !== undefined) return { kind: "notAVet" };
  const vet =
    vetSlug === undefined ? null : await core.db.vet.findUnique({ where: { slug: vetSlug, retired: false } });
  if (vetSlug !== undefined && !vet) return { kind: "unknownVet" };
  if (vet?.staffId) return { kind: "vetTaken" };
  const now = core.clock.now();
  const expiresAt = new Date(now.getTime() + VALID_MS);
  // 192 bits: not to be guessed; 32 characters of the 64 that a start parameter may have.
  const token = randomBytes(24).toString("base64url");
  await core.db.invitation.create({
    data: {
      id: core.ids(),
      tokenHash: hashOf(token),
      role,
      name,
      vetId: vet?.id ?? null,
      createdAt: now,
      expiresAt,
    },
  });
  return { kind: "invited", link: `https://t.me/${core.settings.staffBot}?start=${token}`, expiresAt };
}

export type Joined =
  | { readonly kind: "joined"; readonly name: string; readonly role: StaffRole }
  /** The link was used: by somebody else, or by a person whose work here has ended since. */
  | { readonly kind: "used" }
  | { readonly kind: "expired" }
  /** Not a token of ours. */
  | { readonly kind: "unknown" }
  /** Somebody else has meanwhile joined as this vet, or this person is another vet. */
  | { readonly kind: "vetTaken" };

/**
 * Takes an invitation up. Roles add up; a vet's invitation ties the person to the catalogue's card. The same person
 * pressing again is told `joined` again. Two people at once: one joins.
 */
export async function join(core: Core, person: string, token: string): Promise<Joined> {
  return transact(core, async (core) => {
    // The row's lock makes everybody who holds this link wait for the first.
    const [found] = await core.db.$queryRaw<{ id: string }[]>`
      select id from invitation where token_hash = ${hashOf(token)} for update`;
    if (!found) return { kind: "unknown" };
    const invitation = await core.db.invitation.findUniqueOrThrow({ where: { id: found.id } });
    const { role, name, vetId } = invitation;
    const now = core.clock.now();
    if (invitation.usedAt !== null) {
      const again = invitation.usedById === person && (await has(core, person, role));
      return again ? { kind: "joined", name, role } : { kind: "used" };
    }
    if (invitation.expiresAt <= now) return { kind: "expired" };
    if (vetId !== null && !(await vetIsFree(core, person, vetId))) return { kind: "vetTaken" };
    await core.db.$executeRaw`
      insert into staff (id, name, roles, joined_at) values (${person}::uuid, ${name}, array[${role}]::staff_role[], ${now}::timestamptz)
      on conflict (id) do update set
        name = excluded.name,
        roles = (select array_agg(distinct role order by role) from unnest(staff.roles || excluded.roles) as role),
        joined_at = case when staff.revoked_at is null then staff.joined_at else excluded.joined_at end,
        revoked_at = null`;
    if (vetId !== null) await core.db.vet.update({ where: { id: vetId }, data: { staffId: person } });
    await core.db.invitation.update({ where: { id: found.id }, data: { usedAt: now, usedById: person } });
    return { kind: "joined", name, role };
  });
}

async function has(core: Core, person: string, role: StaffRole): Promise<boolean> {
  return (await core.db.staff.count({ where: { id: person, revokedAt: null, roles: { has: role } } })) > 0;
}

/** Whether a card is nobody's or the person's own, and the person has no other. The locks hold until the commit. */
async function vetIsFree(core: Core, person: string, vet: string): Promise<boolean> {
  await core.db.$queryRaw`select 1 from person where id = ${person}::uuid for no key update`;
  const cards = await core.db.$queryRaw<{ id: string; staff: string | null }[]>`
    select id, staff_id as staff from vet where id = ${vet}::uuid or staff_id = ${person}::uuid order by id for update`;
  return cards.every(({ id, staff }) => id === vet && (staff === null || staff === person));
}

/** Only the hash is stored: who reads the database cannot join. */
function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
