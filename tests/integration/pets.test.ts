import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addPet, archivePet, editPet, restorePet } from "../../core/pets/keep.ts";
import { petOf, petsOf } from "../../core/pets/pet.ts";
import { violated } from "../../core/platform/database.ts";
import { registered, stranger } from "../support/accounts.ts";
import { testCore } from "../support/core.ts";
import { testDatabase } from "../support/database.ts";

const { db, ...database } = await testDatabase();
afterAll(() => database.drop());
const core = testCore(db);
let owner: string;
let other: string;

beforeAll(async () => {
  owner = await registered(core, "1");
  other = await registered(core, "2", { phone: "+79990001133" });
});
beforeEach(() => db.pet.deleteMany());

const rex = { species: "dog", breed: { code: "husky" }, name: "Рекс" } as const;

async function add(pet: Parameters<typeof addPet>[2] = rex): Promise<string> {
  const added = await addPet(core, owner, pet);
  if (added.kind !== "ok") throw new Error(added.kind);
  return added.pet;
}

describe("a pet", () => {
  it("is added with its kind and name, all else unknown", async () => {
    const id = await add();
    expect(await petOf(core, owner, id)).toEqual({
      id,
      name: "Рекс",
      species: "dog",
      breed: "husky",
      archived: false,
      deceased: false,
    });
  });

  it("of no species or breed of the lists is kept in words", async () => {
    const id = await add({ species: "other", words: "Капибара", name: "Боня" });
    expect(await petOf(core, owner, id)).toMatchObject({ species: "other", speciesName: "Капибара" });
    const cat = await add({ species: "cat", breed: { words: "Лайкой" }, name: "Том" });
    expect(await petOf(core, owner, cat)).toMatchObject({ species: "cat", breedName: "Лайкой" });
  });

  it("asked for twice by one step is one pet", async () => {
    const first = await addPet(core, owner, rex, "step");
    expect(await addPet(core, owner, rex, "step")).toEqual(first);
    expect(await petsOf(core, owner)).toHaveLength(1);
  });

  it("is an owner's only: others neither see nor change it", async () => {
    const id = await add();
    expect(await petOf(core, other, id)).toBeUndefined();
    expect(await editPet(core, other, id, { name: "Мой" })).toEqual({ kind: "unknown" });
    expect(await archivePet(core, other, id, { deceased: false })).toBe(false);
    expect(await addPet(core, await stranger(core, "3"), rex)).toEqual({ kind: "not_registered" });
    expect((await petOf(core, owner, id))?.name).toBe("Рекс");
  });

  it("is described bit by bit, and each bit may be taken away again", async () => {
    const id = await add();
    const told = {
      sex: "male",
      neutered: true,
      born: { day: "2021-05-01", precision: "month" },
      weightGrams: 4500,
      chip: "643098100001234",
      allergies: "Курица",
      chronic: "Нет",
    } as const;
    for (const [field, value] of Object.entries(told)) await editPet(core, owner, id, { [field]: value });
    expect(await petOf(core, owner, id)).toMatchObject(told);
    for (const field of Object.keys(told)) await editPet(core, owner, id, { [field]: null });
    expect(Object.keys((await petOf(core, owner, id)) ?? {}).sort()).toEqual([
      "archived",
      "breed",
      "deceased",
      "id",
      "name",
      "species",
    ]);
  });

  it("loses its breed with its species, unless it is given a new one", async () => {
    const id = await add();
    await editPet(core, owner, id, { kind: { species: "dog" } });
    expect((await petOf(core, owner, id))?.breed).toBe("husky");
    await editPet(core, owner, id, { kind: { species: "cat" } });
    expect((await petOf(core, owner, id))?.breed).toBeUndefined();
    await editPet(core, owner, id, { kind: { species: "bird" }, breed: { code: "canary" } });
    expect(await petOf(core, owner, id)).toMatchObject({ species: "bird", breed: "canary" });
  });

  it("goes to the archive and comes back; one that died is remembered as such", async () => {
    const id = await add();
    const second = await add({ ...rex, name: "Арчи" });
    expect(await archivePet(core, owner, id, { deceased: true })).toBe(true);
    expect(await archivePet(core, owner, id, { deceased: false })).toBe(false);
    expect((await petsOf(core, owner)).map((pet) => pet.id)).toEqual([second]);
    expect(await petsOf(core, owner, "archived")).toMatchObject([{ id, deceased: true, archived: true }]);
    expect((await petsOf(core, owner, "all")).map((pet) => pet.id)).toEqual([second, id]);
    expect(await restorePet(core, owner, id)).toBe(true);
    expect(await restorePet(core, owner, id)).toBe(false);
    expect(await petOf(core, owner, id)).toMatchObject({ archived: false, deceased: false });
  });

  it("beyond the hundredth is refused", async () => {
    await db.pet.createMany({
      data: Array.from({ length: 100 }, () => ({
        id: core.ids(),
        ownerId: owner,
        name: "Рыбка",
        species: "fish",
        createdAt: core.clock.now(),
      })),
    });
    expect(await addPet(core, owner, rex)).toEqual({ kind: "too_many" });
  });
});

describe("the database refuses", () => {
  it.each([
    [{ name: "" }, "pet_name"],
    [{ species: "other" }, "pet_species"],
    [{ speciesName: "Капибара" }, "pet_species"],
    [{ breed: "husky", breedName: "хаски" }, "pet_breed"],
    [{ birthDate: new Date("2020-01-01") }, "pet_birth"],
    [{ chip: "123" }, "pet_chip"],
    [{ weightGrams: 0 }, "pet_weight"],
    [{ deceased: true }, "pet_deceased"],
  ])("a pet with %j", async (wrong, constraint) => {
    const row = {
      id: core.ids(),
      ownerId: owner,
      name: "Рекс",
      species: "dog",
      createdAt: core.clock.now(),
      ...wrong,
    };
    expect(await db.pet.create({ data: row }).then(() => "nothing", violated)).toBe(constraint);
  });
});
