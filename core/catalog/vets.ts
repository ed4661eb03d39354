import type { Prisma } from "../../prisma/generated/client.ts";
import type { Core } from "../platform/core.ts";
import { listPackages, type PackageInfo } from "./packages.ts";
import { wordsOf, type Words } from "./words.ts";

/** A vet as owners see them. */
export interface VetInfo {
  readonly id: string;
  readonly slug: string;
  readonly name: Words;
  readonly specialities: Words;
  /** Codes of the species list (core/pets/species.ts). */
  readonly species: readonly string[];
  /** Codes of the languages the vet speaks. */
  readonly languages: readonly string[];
  /** Year. */
  readonly practiceSince: number;
  /** Id of the photo's file row. */
  readonly photo: string | undefined;
  /** The person behind the card; undefined until somebody has joined by invitation. */
  readonly staff: string | undefined;
  readonly onDuty: boolean;
  /** Of the published reviews. */
  readonly rating: Rating;
  /** Left the clinic: what was bought stays valid, nothing is offered. */
  readonly retired: boolean;
}

export interface Rating {
  /** Mean of the stars, 1 to 5, rounded to a tenth; undefined: no review yet. */
  readonly average: number | undefined;
  readonly count: number;
}

/** The whole card. */
export interface VetCard extends VetInfo {
  readonly about: Words;
  readonly education: Words;
  /** What can be bought from this vet in the currency asked for. */
  readonly packages: readonly PackageInfo[];
}

/** The clinic's vets in the order of the catalogue. */
export async function listVets(core: Core): Promise<VetInfo[]> {
  const rows = await core.db.vet.findMany({
    where: { retired: false },
    include: { staff: true },
    orderBy: [{ position: "asc" }, { slug: "asc" }],
  });
  const ratings = await ratingsOf(
    core,
    rows.map((row) => row.id),
  );
  return rows.map((row) => vetInfo(row, ratings.get(row.id)));
}

/** A vet's card by id, retired or not; undefined: there is none. */
export async function vetCard(
  core: Core,
  id: string,
  { currency }: { currency: string },
): Promise<VetCard | undefined> {
  const row = await core.db.vet.findUnique({ where: { id }, include: { staff: true } });
  if (!row) return undefined;
  const ratings = await ratingsOf(core, [id]);
  return {
    ...vetInfo(row, ratings.get(id)),
    about: wordsOf(row.about),
    education: wordsOf(row.education),
    packages: row.retired ? [] : await listPackages(core, { currency, vet: id }),
  };
}

async function ratingsOf(core: Core, vets: string[]): Promise<Map<string, Rating>> {
  const groups = await core.db.review.groupBy({
    by: ["vetId"],
    where: { vetId: { in: vets }, state: "published" },
    _avg: { stars: true },
    _count: true,
  });
  return new Map(
    groups.flatMap(({ vetId, _avg, _count }) =>
      vetId === null ? [] : [[vetId, { average: toTenth(_avg.stars), count: _count }]],
    ),
  );
}

const toTenth = (mean: number | null) => (mean === null ? undefined : Math.round(mean * 10) / 10);

function vetInfo(
  row: Prisma.VetGetPayload<{ include: { staff: true } }>,
  rating: Rating | undefined,
): VetInfo {
  const { id, slug, species, languages, practiceSince, retired } = row;
  return {
    id,
    slug,
    name: wordsOf(row.name),
    specialities: wordsOf(row.specialities),
    species,
    languages,
    practiceSince,
    photo: row.photoId ?? undefined,
    staff: row.staffId ?? undefined,
    onDuty: row.staff !== null && row.staff.onDutySince !== null && row.staff.revokedAt === null,
    rating: rating ?? { average: undefined, count: 0 },
    retired,
  };
}
