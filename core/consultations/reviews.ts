import { transact, type Core } from "../platform/core.ts";
import { staffOf, staffWithRole } from "../staff/members.ts";
import { tellStaff } from "./tell.ts";

export type Rated =
  /** Shown to others once a moderator has read it. `words` may be added with another call until then. */
  | { readonly kind: "rated" }
  /** Moderated already: what is published is not changed. */
  | { readonly kind: "already" }
  /** Not over, or ended without an answer. */
  | { readonly kind: "not_closed" }
  /** No such case of this owner's. */
  | { readonly kind: "unknown" };

/**
 * An owner rates a closed case: 1 to 5 stars and, if there are any, words (at most 1,000 characters; the flow asks
 * for less). Said again before it was moderated, the new rating takes the place of the old; words stay if none are given.
 */
export function rate(
  core: Core,
  owner: string,
  consultation: string,
  stars: number,
  words?: string,
): Promise<Rated> {
  if (!Number.isInteger(stars) || stars < 1 || stars > 5) throw new RangeError("stars are 1 to 5");
  return transact(core, async (core): Promise<Rated> => {
    const row = await core.db.consultation.findFirst({ where: { id: consultation, ownerId: owner } });
    if (!row) return { kind: "unknown" };
    if (row.state !== "closed" || !row.vetId) return { kind: "not_closed" };
    const said = words?.trim().slice(0, 1000);
    const id = core.ids();
    const author = await core.db.owner.findUnique({ where: { id: owner }, select: { firstName: true } });
    const card = await core.db.vet.findUnique({ where: { staffId: row.vetId }, select: { id: true } });
    const made = await core.db.review.createMany({
      data: {
        id,
        consultationId: consultation,
        vetId: card?.id ?? null,
        staffId: row.vetId,
        authorName: author?.firstName ?? "",
        stars,
        words: said ?? null,
        createdAt: core.clock.now(),
      },
      skipDuplicates: true,
    });
    if (made.count > 0) {
      for (const { id: to } of await staffWithRole(core, "administrator"))
        await tellStaff(core, to, { kind: "deskReviewWaits", review: id });
      return { kind: "rated" };
    }
    const changed = await core.db.review.updateMany({
      where: { consultationId: consultation, state: "pending" },
      data: { stars, revision: { increment: 1 }, ...(said !== undefined && { words: said }) },
    });
    return { kind: changed.count > 0 ? "rated" : "already" };
  });
}

export interface PendingReview {
  readonly id: string;
  /** Changes when the author changes the review: pass it on to `moderate`. */
  readonly revision: number;
  readonly author: string;
  readonly vet: string;
  readonly stars: number;
  readonly words: string | null;
  readonly at: Date;
}

/** Reviews that wait for a moderator, the oldest first; empty for whoever is no administrator. */
export async function pendingReviews(core: Core, staffId: string, limit = 10): Promise<PendingReview[]> {
  if (!(await moderates(core, staffId))) return [];
  const rows = await core.db.review.findMany({
    where: { state: "pending" },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: limit,
  });
  const staff = await core.db.staff.findMany({ where: { id: { in: rows.map((row) => row.staffId) } } });
  const names = new Map(staff.map(({ id, name }) => [id, name]));
  return rows.map(({ id, revision, authorName, staffId, stars, words, createdAt }) => ({
    id,
    revision,
    author: authorName,
    vet: names.get(staffId) ?? "",
    stars,
    words,
    at: createdAt,
  }));
}

export type Moderated =
  | { readonly kind: "published" | "rejected" }
  /** The author has changed it since it was shown: read it again. */
  | { readonly kind: "changed" }
  /** Moderated already, or no such review. */
  | { readonly kind: "gone" }
  | { readonly kind: "not_allowed" };

/** An administrator's verdict on the revision of a review that was read. */
export async function moderate(
  core: Core,
  staffId: string,
  review: { readonly id: string; readonly revision: number },
  verdict: "published" | "rejected",
): Promise<Moderated> {
  if (!(await moderates(core, staffId))) return { kind: "not_allowed" };
  const { count } = await core.db.review.updateMany({
    where: { id: review.id, revision: review.revision, state: "pending" },
    data: { state: verdict, moderatedById: staffId, moderatedAt: core.clock.now() },
  });
  if (count > 0) return { kind: verdict };
  const pending = await core.db.review.count({ where: { id: review.id, state: "pending" } });
  return { kind: pending > 0 ? "changed" : "gone" };
}

async function moderates(core: Core, staffId: string): Promise<boolean> {
  return (await staffOf(core, staffId))?.roles.includes("administrator") ?? false;
}
