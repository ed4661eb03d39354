import type { Core } from "../platform/core.ts";

/** A review that everyone may read. */
export interface PublishedReview {
  readonly id: string;
  /** First name only. */
  readonly author: string;
  /** 1 to 5. */
  readonly stars: number;
  readonly words: string | undefined;
  readonly at: Date;
}

/** Published reviews of a vet (catalogue id), the newest first. */
export async function publishedReviews(
  core: Core,
  vet: string,
  { skip = 0, take = 10 }: { skip?: number; take?: number } = {},
): Promise<PublishedReview[]> {
  const rows = await core.db.review.findMany({
    where: { vetId: vet, state: "published" },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    skip,
    take,
  });
  return rows.map(({ id, authorName, stars, words, createdAt }) => ({
    id,
    author: authorName,
    stars,
    words: words ?? undefined,
    at: createdAt,
  }));
}
