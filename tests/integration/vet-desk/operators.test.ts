import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rate } from "../../../core/consultations/reviews.ts";
import { openSupport, giveContact } from "../../../core/support/open.ts";
import { practice, type Practice } from "../../support/practice.ts";
import { answered, conclude } from "../consultations/world.ts";
import { people } from "./people.ts";

let clinic: Practice;

beforeEach(async () => {
  clinic = await practice();
});
afterEach(() => clinic.drop());

describe("support", () => {
  async function asked() {
    const { staff, owner, deliver } = await people(clinic);
    const maria = await staff(await clinic.staff("Maria", { roles: ["operator"] }));
    const person = await clinic.stranger();
    const { conversation } = await openSupport(clinic.core, person);
    await giveContact(clinic.core, person, { name: "Vera", phone: "+79990001122" });
    const vera = await owner(person, conversation);
    await vera.write("How do I pay?");
    return { staff, deliver, maria, vera, conversation };
  }

  test("an operator takes a request, sees how to call back, answers in its topic and closes it", async () => {
    const { maria, vera } = await asked();
    expect(maria.last()).toMatch(/A new request to support: Vera/);
    await maria.press("Take");
    const topic = maria.topic("💬 Vera");
    const [card, question] = maria.in(topic).map(({ text }) => text);
    expect(card).toMatch(/Vera\n\+79990001122/);
    expect(question).toBe("How do I pay?");
    await maria.write("By card, on our page", { topic });
    expect(vera.find("By card, on our page")?.text).toMatch(/Maria/);
    await maria.press("✅ Finish");
    expect(vera.texts().at(-1)).toMatch(/This talk with support is finished/);
    expect(maria.topicNames()).toEqual(["✅ 💬 Vera"]);
    await maria.write("One more thing", { topic });
    expect(vera.find("One more thing")).toBeUndefined();
    // The next message of the same person is a new request, in the same topic.
    await vera.write("And by cash?");
    await maria.press("Take");
    expect(maria.topicNames()).toEqual(["💬 Vera"]);
    expect(maria.in(topic).at(-2)?.text).toBe("And by cash?");
  });

  test("a vet neither hears of it nor takes it", async () => {
    const { staff, conversation } = await asked();
    const olga = await staff(await clinic.staff("Dr Olga Konina"));
    await olga.pressData(`take-support:${conversation}`);
    expect(olga.last()).toMatch(/for another role/);
    await olga.write("📋 Queue");
    expect(olga.last()).not.toMatch(/Vera/);
  });

  test("an operator returns a request to the queue for a colleague", async () => {
    const { maria, vera, staff } = await asked();
    await maria.press("Take");
    await maria.press("↩️ To the queue");
    const nina = await staff(await clinic.staff("Nina", { roles: ["operator"] }));
    await maria.press("Yes, return it");
    expect(vera.texts().at(-1)).toMatch(/another operator/);
    await nina.press("Take");
    expect(nina.find("How do I pay?")).toBeDefined();
  });
});

describe("an administrator", () => {
  test("publishes or rejects what was read", async () => {
    const { staff, deliver } = await people(clinic);
    const admin = await staff(await clinic.staff("Admin", { roles: ["administrator"] }));
    const vet = await clinic.staff("Dr Olga Konina");
    const opened = await answered(clinic, vet);
    await conclude(clinic, vet, opened.consultation);
    await rate(clinic.core, opened.owner, opened.consultation, 5, "Very kind");
    await deliver();
    expect(admin.last()).toMatch(/A new review/);
    await admin.command("reviews");
    expect(admin.last()).toBe("⭐⭐⭐⭐⭐ Anna → Dr Olga Konina\nVery kind");
    await rate(clinic.core, opened.owner, opened.consultation, 4, "Kind");
    await admin.press("Publish");
    expect(admin.last()).toMatch(/changed the review/);
    await admin.press("To the reviews");
    await admin.press("Publish");
    expect(await clinic.core.db.review.findFirst()).toMatchObject({
      state: "published",
      stars: 4,
      words: "Kind",
    });
    await admin.command("reviews");
    expect(admin.last()).toMatch(/No reviews/);
  });

  test("sees what was set aside by its ids, tries it again once, or marks it seen", async () => {
    const { staff } = await people(clinic);
    const admin = await staff(await clinic.staff("Admin", { roles: ["administrator"] }));
    const personId = await clinic.owner();
    const make = async (externalId: string) => {
      const id = clinic.core.ids();
      const row = {
        id,
        personId,
        channel: "telegram",
        externalId,
        error: "TypeError",
        at: clinic.clock.now(),
      } as const;
      await clinic.core.db.setAside.create({ data: { ...row, sealed: new Uint8Array([1]) } });
      return id;
    };
    const id = await make("1");
    await admin.command("aside");
    expect(admin.last()).toContain(id);
    const message = admin.chat.messages.at(-1);
    await admin.press("Try again");
    await admin.pressData(`aside:${id}:retry`, message);
    expect(message?.text).toMatch(/dealt with already/);
    expect(await clinic.core.db.inbox.count({ where: { personId } })).toBe(1);
    await make("2");
    await admin.command("aside");
    await admin.press("Seen");
    await admin.command("aside");
    expect(admin.last()).toMatch(/No messages were set aside/);
    expect(await clinic.core.db.inbox.count({ where: { personId } })).toBe(1);
  });

  test("sees uncertain deliveries; nobody else does", async () => {
    const { staff } = await people(clinic);
    const admin = await staff(await clinic.staff("Admin", { roles: ["administrator"] }));
    const olga = await staff(await clinic.staff("Dr Olga Konina"));
    const personId = await clinic.owner();
    const id = clinic.core.ids();
    await clinic.core.db.delivery.create({
      data: {
        id,
        personId,
        laneId: personId,
        channel: "telegram",
        outcome: "uncertain",
        tries: 2,
        at: clinic.clock.now(),
      },
    });
    for (const command of ["uncertain", "aside", "reviews"]) {
      await olga.command(command);
      expect(olga.last()).toMatch(/for another role/);
    }
    await admin.command("uncertain");
    expect(admin.last()).toContain(id);
    // A notice is not sent again: there is no message behind it.
    expect(
      admin.chat.messages
        .at(-1)
        ?.menu.flat()
        .map(({ label }) => label),
    ).toEqual(["Seen"]);
    await admin.press("Seen");
    await admin.command("uncertain");
    expect(admin.last()).toMatch(/No deliveries/);
  });
});
