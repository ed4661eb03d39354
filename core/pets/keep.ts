import type { Prisma } from "../../prisma/generated/client.ts";
import { toColumn } from "../accounts/days.ts";
import { isRegistered } from "../accounts/profile.ts";
import { transact, type Core } from "../platform/core.ts";
import { isBreed } from "./breeds.ts";
import { petOf, type Born, type Pet, type PetSex } from "./pet.ts";
import type { Species } from "./species.ts";

/** A species of the list, or words where it is none of them. */
export type SpeciesGiven =
  | { readonly species: Exclude<Species, "other"> }
  | { readonly species: "other"; readonly words: string };

/** A breed of the list by its code, or words. */
export type BreedGiven = { readonly code: string } | { readonly words: string };

export type NewPet = SpeciesGiven & { readonly name: string; readonly breed?: BreedGiven };

/** What may be told of a pet besides, each by itself; `null` takes it away. */
export interface PetChange {
  readonly name?: string;
  readonly kind?: SpeciesGiven;
  readonly breed?: BreedGiven | null;
  readonly sex?: PetSex | null;
  readonly neutered?: boolean | null;
  readonly born?: Born | null;
  readonly weightGrams?: number | null;
  readonly chip?: string | null;
  readonly allergies?: string | null;
  readonly chronic?: string | null;
  /** Id of a file. */
  readonly photo?: string | null;
}

/** More pets than one person keeps; whoever sends more is a program. */
const MAX_PETS = 100;

/** Adds a pet to a registered owner. Asked for again with the same `once`, it is the same pet. */
export async function addPet(
  core: Core,
  owner: string,
  given: NewPet,
  once?: string,
): Promise<{ kind: "ok"; pet: string } | { kind: "not_registered" } | { kind: "too_many" }> {
  return transact(core, async (core) => {
    if (!(await isRegistered(core, owner))) return { kind: "not_registered" };
    if ((await core.db.pet.count({ where: { ownerId: owner } })) >= MAX_PETS) return { kind: "too_many" };
    const again =
      once === undefined ? null : await core.db.pet.findUnique({ where: { once }, select: { id: true } });
    if (again) return { kind: "ok", pet: again.id };
    const id = core.ids();
    await core.db.pet.create({
      data: {
        id,
        ownerId: owner,
        name: given.name,
        ...speciesColumns(given),
        ...breedColumns(given.species, given.breed ?? null),
        createdAt: core.clock.now(),
        once: once ?? null,
      },
      select: { id: true },
    });
    return { kind: "ok", pet: id };
  });
}

/** Changes what is known of a pet. Another species takes the breed away, unless a new one comes with it. */
export async function editPet(
  core: Core,
  owner: string,
  id: string,
  change: PetChange,
): Promise<{ kind: "ok"; pet: Pet } | { kind: "unknown" }> {
  return transact(core, async (core) => {
    const pet = await petOf(core, owner, id);
    if (!pet) return { kind: "unknown" };
    await core.db.pet.update({ where: { id }, data: columnsOf(pet, change), select: { id: true } });
    const edited = await petOf(core, owner, id);
    return edited ? { kind: "ok", pet: edited } : { kind: "unknown" };
  });
}

/** Puts a pet away: it keeps its history and is offered nowhere. A deceased one is never suggested again. */
export async function archivePet(
  core: Core,
  owner: string,
  id: string,
  why: { deceased: boolean },
): Promise<boolean> {
  const { count } = await core.db.pet.updateMany({
    where: { id, ownerId: owner, archivedAt: null },
    data: { archivedAt: core.clock.now(), deceased: why.deceased },
  });
  return count > 0;
}

/** Takes a pet back from the archive. */
export async function restorePet(core: Core, owner: string, id: string): Promise<boolean> {
  const { count } = await core.db.pet.updateMany({
    where: { id, ownerId: owner, archivedAt: { not: null } },
    data: { archivedAt: null, deceased: false },
  });
  return count > 0;
}

function columnsOf(pet: Pet, change: PetChange): Prisma.PetUncheckedUpdateInput {
  const { kind, breed, born, photo, ...plain } = change;
  const moved = kind !== undefined && (kind.species !== pet.species || kind.species === "other");
  const newBreed = breed === undefined && moved ? null : breed;
  return {
    ...plain,
    ...(kind && speciesColumns(kind)),
    ...(newBreed !== undefined && breedColumns(kind?.species ?? pet.species, newBreed)),
    ...(born !== undefined && {
      birthDate: born && toColumn(born.day),
      birthPrecision: born && born.precision,
    }),
    ...(photo !== undefined && { photoId: photo }),
  };
}

const speciesColumns = (given: SpeciesGiven) => ({
  species: given.species,
  speciesName: given.species === "other" ? given.words : null,
});

function breedColumns(species: Species, given: BreedGiven | null) {
  if (given === null) return { breed: null, breedName: null };
  if ("words" in given) return { breed: null, breedName: given.words };
  if (!isBreed(species, given.code)) throw new Error(`breed ${given.code} of species ${species}`);
  return { breed: given.code, breedName: null };
}
