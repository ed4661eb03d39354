import { describe, expect, it } from "vitest";
import { petsOf } from "../../../core/pets/pet.ts";
import { registered } from "../../support/accounts.ts";
import { ownerChat, textOf, type OwnerChat } from "../../support/owner-chat.ts";
import { ownerFlows } from "./rig.ts";

const { core, db, annasChat } = await ownerFlows();

const onlyPet = async (chat: OwnerChat) => {
  const [pet, ...others] = await petsOf(core, await chat.person(), "all");
  expect(others).toEqual([]);
  return pet;
};

async function addMurka(chat: OwnerChat) {
  await chat.say("🐾 My pets");
  await chat.press("➕");
  await chat.press("Cat");
  await chat.press("I don't know");
  return chat.say("Murka");
}

describe("adding a pet", () => {
  it("finds the breed by a part of its name", async () => {
    const chat = await annasChat();
    const [empty] = await chat.say("🐾 My pets");
    expect(empty?.text).toContain("Your pets will be here");
    await chat.press("➕ Add a pet");
    const [breeds] = await chat.press("Dog");
    expect(breeds?.buttons).toContain("▶");
    const [found] = await chat.say("terrier");
    expect(found?.buttons).toContain("Yorkshire Terrier");
    await chat.press("Yorkshire");
    const [added, card] = await chat.say("Rex");
    expect(added?.text).toContain("Rex is on your list now");
    expect(card?.text).toContain("Dog · Yorkshire Terrier");
    expect(await onlyPet(chat)).toMatchObject({ name: "Rex", species: "dog", breed: "yorkshire_terrier" });
  });

  it("takes an animal and a breed in the owner's own words", async () => {
    const chat = await annasChat();
    await chat.say("🐾 My pets");
    await chat.press("➕");
    await chat.press("Another animal");
    await chat.say("Capybara");
    const [, card] = await chat.say("Bonya");
    expect(card?.text).toContain("Capybara");
    await chat.say("🐾 My pets");
    await chat.press("➕");
    await chat.press("Bird");
    await chat.say("another");
    await chat.press("Another: I'll write it");
    await chat.say("Zebra finch");
    await chat.say("Kesha");
    const kinds = (await petsOf(core, await chat.person())).map(
      ({ speciesName, breedName }) => speciesName ?? breedName,
    );
    expect(new Set(kinds)).toEqual(new Set(["Capybara", "Zebra finch"]));
  });

  it("asks for a shorter name than a novel", async () => {
    const chat = await annasChat();
    await chat.say("🐾 My pets");
    await chat.press("➕");
    await chat.press("Another animal");
    expect(textOf(await chat.say("x".repeat(61)))).toContain("room for 60");
  });
});

describe("a card", () => {
  it("gathers details one by one, in words as people write them", async () => {
    const chat = await annasChat();
    await addMurka(chat);
    await chat.press("✏️");
    for (const [detail, answer] of [
      ["Age", "5 months"],
      ["Weight", "4,5"],
      ["Microchip", "643 098 100 001 234"],
      ["Allergies", "Chicken"],
      ["Conditions", "None"],
    ] as const) {
      await chat.press(detail);
      expect(textOf(await chat.say(answer))).toContain("Saved");
    }
    await chat.press("Sex");
    await chat.press("Female");
    await chat.press("Neutering");
    await chat.press("Yes");
    const [card] = await chat.press("Done");
    expect(card?.text).toBe(
      [
        "🐾 Murka",
        "Cat",
        "Female, spayed",
        "Born: 06.2026 (5 months)",
        "Weight: 4.5 kg",
        "Microchip: 643098100001234",
        "Allergies: Chicken",
        "Chronic conditions: None",
      ].join("\n"),
    );
  });

  it("says what would do, and takes a detail away again", async () => {
    const chat = await annasChat();
    await addMurka(chat);
    await chat.press("✏️");
    await chat.press("Weight");
    expect(textOf(await chat.say("heavy"))).toContain("4.5 kg or 350 g");
    await chat.say("350 g");
    await chat.press("Age");
    expect(textOf(await chat.say("2031"))).toContain("That can't be");
    await chat.say("2021");
    await chat.press("Microchip");
    expect(textOf(await chat.say("123"))).toContain("15 digits");
    await chat.press("Leave blank");
    await chat.press("Weight");
    await chat.press("Leave blank");
    const pet = await onlyPet(chat);
    expect(pet?.weightGrams).toBeUndefined();
    expect(pet?.born).toEqual({ day: "2021-01-01", precision: "year" });
  });

  it("shows the photo, once it is sent", async () => {
    const chat = await annasChat();
    await addMurka(chat);
    await chat.press("📷 Add a photo");
    expect(textOf(await chat.say("here it is"))).toContain("photo");
    const [, card] = await chat.photo();
    const pet = await onlyPet(chat);
    expect(card?.file).toBe(pet?.photo);
    expect(card?.buttons).toContain("📷 Change the photo");
    expect(await db.file.findUnique({ where: { id: pet?.photo ?? "" } })).toMatchObject({
      kind: "photo",
      state: "pending",
      personId: await chat.person(),
    });
  });

  it("of a pet that died is put away gently, and can come back", async () => {
    const chat = await annasChat();
    await addMurka(chat);
    await chat.press("📦");
    const [sorry] = await chat.press("My pet has passed away");
    expect(sorry?.text).toContain("so sorry that Murka is no longer with you");
    expect(await onlyPet(chat)).toMatchObject({ archived: true, deceased: true });
    const [list] = await chat.say("🐾 My pets");
    expect(list?.buttons).toEqual(["➕ Add a pet", "Archive (1)", "Done"]);
    await chat.press("Archive");
    const [card] = await chat.press("🕯 Murka");
    expect(card?.text).toContain("In loving memory");
    await chat.press("Bring back");
    expect(await onlyPet(chat)).toMatchObject({ archived: false, deceased: false });
  });

  it("of somebody else's pet does not open", async () => {
    const chat = await annasChat();
    await addMurka(chat);
    const pet = await onlyPet(chat);
    const other = await registered(core, "2", { phone: "+79990001133" });
    await db.person.update({ where: { id: other }, data: { locale: "en" } });
    const shown = await ownerChat(core, "2").pressData(`pet:${pet?.id}`);
    expect(shown[0]?.text).toContain("no longer there");
    expect(textOf(shown)).not.toContain("Murka");
  });

  it("opened by a button leads to the list", async () => {
    const chat = await annasChat();
    await addMurka(chat);
    await chat.command("cancel");
    await chat.pressData(`pet:${(await onlyPet(chat))?.id}`);
    expect(textOf(await chat.press("To the list"))).toContain("Press a name to open its card");
  });
});

it("pets need an account, and registration leads back to them", async () => {
  const chat = ownerChat(core, "9");
  const [why] = await chat.say("🐾 My pets");
  expect(why?.buttons).toEqual(["Register", "Not now"]);
  await chat.press("Register");
  await chat.contact("79990001144");
  for (const answer of ["Olga", "Smith", "31.01.1990", "olga@example.com", "Moscow"]) await chat.say(answer);
  for (const answer of ["✅", "✅"]) await chat.press(answer);
  expect(textOf(await chat.press("✅"))).toContain("Your pets will be here");
});
