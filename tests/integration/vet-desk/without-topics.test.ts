import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { activate } from "../../../core/consultations/activate.ts";
import { practice, type Practice } from "../../support/practice.ts";
import { activated, stateOf } from "../consultations/world.ts";
import { twoVets } from "./people.ts";

let clinic: Practice;

beforeEach(async () => {
  clinic = await practice();
});
afterEach(() => clinic.drop());

describe("without topics", () => {
  test("the chat says that it has none: everything carries the case number and goes by replies", async () => {
    const { olga, owner, deliver } = await twoVets(clinic, { topics: false });
    const opened = await activated(clinic);
    const anna = await owner(opened.owner, opened.conversation);
    await deliver();
    await olga.press("Take");
    expect(await clinic.core.db.staff.count({ where: { id: olga.person, topics: false } })).toBe(1);
    expect(olga.chat.messages.every(({ topic }) => topic === null)).toBe(true);
    const card = olga.find(/^#\d+ Rex · Anna\n/);
    await olga.write("Hello!", { replyTo: card?.id ?? "" });
    expect(anna.find("Hello!")).toBeDefined();
    await anna.write("Good day");
    expect(olga.last()).toMatch(/^#\d+ Rex · Anna\nGood day$/);
  });

  test("without a reply the vet is asked which case, also where only one is open; nothing is guessed", async () => {
    const { olga, owner, deliver } = await twoVets(clinic, { topics: false });
    const opened = await activated(clinic);
    const anna = await owner(opened.owner, opened.conversation);
    await deliver();
    await olga.write("To whom?");
    expect(olga.last()).toMatch(/no open cases/);
    await olga.press("Take");
    await olga.write("First");
    await olga.write("Second");
    expect(olga.last()).toMatch(/Which case is this for\?/);
    expect(anna.texts().join()).not.toMatch(/First|Second/);
    const [label = ""] = (olga.chat.messages.at(-1)?.menu ?? []).flat().map((button) => button.label);
    expect(label).toMatch(/^#\d+ Rex · Anna$/);
    await olga.press(label);
    expect(
      anna
        .texts()
        .slice(-2)
        .map((text) => text.split("\n").at(-1)),
    ).toEqual(["First", "Second"]);
    await olga.write("Third");
    await olga.press("Do not send");
    await olga.press(label, /Which case/);
    expect(anna.texts().join()).not.toMatch(/Third/);
  });

  test("two cases at once: each reply reaches its own owner", async () => {
    const { olga, owner, deliver } = await twoVets(clinic, { topics: false });
    const first = await activated(clinic);
    const anna = await owner(first.owner, first.conversation);
    const petr = await clinic.owner("Petr");
    const second = await activate(clinic.core, petr, {
      entitlement: await clinic.entitlement(petr),
      pet: await clinic.pet(petr, "Murka"),
      complaint: { text: "Sneezes", files: [] },
    });
    if (second.kind !== "activated") throw new Error(second.kind);
    const peter = await owner(petr, second.conversation);
    await deliver();
    await olga.press("Take", "Rex");
    await olga.press("Take", "Murka");
    await peter.write("She is worse");
    await anna.write("He is better");
    await olga.write("For Murka", { replyTo: olga.find("She is worse")?.id ?? "" });
    await olga.write("For Rex", { replyTo: olga.find("He is better")?.id ?? "" });
    expect(peter.find("For Murka")).toBeDefined();
    expect(anna.find("For Rex")).toBeDefined();
    expect(peter.find("For Rex") ?? anna.find("For Murka")).toBeUndefined();
    // A question asked about one case is answered by the next message, and only by that.
    await olga.press("✅ Finish", /Rex/);
    await olga.write("Healthy");
    expect(anna.find("Healthy")).toBeDefined();
    expect(peter.find("Healthy")).toBeUndefined();
    expect(await stateOf(clinic, second.consultation)).toBe("active");
  });
});
