import type { DayPrecision, Pet as Row, PetSex } from "../../prisma/generated/client.ts";
import type { Core } from "../platform/core.ts";
import { fromColumn } from "../accounts/days.ts";
import { isSpecies, type Species } from "./species.ts";

export type { DayPrecision, PetSex };

/** When a pet was born, as exactly as its owner knows. */
export interface Born {
  /** `YYYY-MM-DD`; what is not known exactly is filled up with the first month, the first day. */
  readonly day: string;
  readonly precision: DayPrecision;
}

/** A pet as its owner described it. What was not told is absent. */
export interface Pet {
  readonly id: string;
  readonly name: string;
  readonly species: Species;
  /** The owner's own words, where the species is `other`. */
  readonly speciesName?: string;
  /** Code of the list (core/pets/breeds.ts). */
  readonly breed?: string;
  /** The owner's own words instead of a code. */
  readonly breedName?: string;
  readonly sex?: PetSex;
  readonly neutered?: boolean;
  readonly born?: Born;
  readonly weightGrams?: number;
  /** 15 digits (ISO 11784). */
  readonly chip?: string;
  readonly allergies?: string;
  readonly chronic?: string;
  /** Id of a file, which may still be on its way to us. */
  readonly photo?: string;
  readonly archived: boolean;
  readonly deceased: boolean;
}

/** The owner's pets: those at home by name, then those archived. */
export async function petsOf(
  core: Core,
  owner: string,
  which: "home" | "archived" | "all" = "home",
): Promise<Pet[]> {
  const archivedAt = { home: null, archived: { not: null }, all: undefined }[which];
  const rows = await core.db.pet.findMany({
    where: { ownerId: owner, ...(archivedAt !== undefined && { archivedAt }) },
    orderBy: [{ archivedAt: { sort: "desc", nulls: "first" } }, { name: "asc" }, { id: "asc" }],
  });
  return rows.map(toPet);
}

/** One pet, if it is this owner's. */
export async function petOf(core: Core, owner: string, id: string): Promise<Pet | undefined> {
  const row = await core.db.pet.findFirst({ where: { id, ownerId: owner } });
  return row ? toPet(row) : undefined;
}

/** A pet's row as the rest of the service sees it. */
export function toPet(row: Row): Pet {
  return {
    id: row.id,
    name: row.name,
    species: isSpecies(row.species) ? row.species : "other",
    ...(row.speciesName !== null && { speciesName: row.speciesName }),
    ...(row.breed !== null && { breed: row.breed }),
    ...(row.breedName !== null && { breedName: row.breedName }),
    ...(row.sex !== null && { sex: row.sex }),
    ...(row.neutered !== null && { neutered: row.neutered }),
    ...(row.birthDate !== null && {
      born: { day: fromColumn(row.birthDate), precision: row.birthPrecision ?? "day" },
    }),
    ...(row.weightGrams !== null && { weightGrams: row.weightGrams }),
    ...(row.chip !== null && { chip: row.chip }),
    ...(row.allergies !== null && { allergies: row.allergies }),
    ...(row.chronic !== null && { chronic: row.chronic }),
    ...(row.photoId !== null && { photo: row.photoId }),
    archived: row.archivedAt !== null,
    deceased: row.deceased,
  };
}
