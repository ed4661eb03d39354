import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { myOrders } from "../../../core/orders/mine.ts";
import { registered } from "../../support/accounts.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";
import { demoCatalog, importDemo } from "../../support/demo.ts";
import { ownerChat, textOf, type OwnerChat } from "../../support/owner-chat.ts";

const { db, ...database } = await testDatabase();
afterAll(() => database.drop());
const core = testCore(db, { gateways: ["robokassa"] });

beforeEach(async () => {
  await db.$executeRaw`truncate clinic, package, vet, faq_entry, promo_code, legal_text, file, person, consent, "order", outbox cascade`;
  await importDemo(core);
  core.clock.set(new Date("2026-11-23T12:00:00Z"));
});

async function annasChat(chat = "1", of = core): Promise<OwnerChat> {
  const person = await registered(core, chat, { phone: `+7999000112${chat}` });
  await db.person.update({ where: { id: person }, data: { locale: "en" } });
  return ownerChat(of, chat);
}

/** Goes from the catalogue to the question about a promo code. */
async function toPromo(chat: OwnerChat) {
  await chat.say("🛒 Buy a consultation");
  await chat.press("🛒 Order");
  await chat.press("Yes, that's right");
  await chat.press("Yes, that's right");
  return chat.press("Yes, to this address");
}

async function orderWith(chat: OwnerChat, code: string) {
  await toPromo(chat);
  await chat.press("Yes, I'll enter it");
  await chat.say(code);
  await chat.press("✅ I agree");
}

describe("the packages", () => {
  it("are turned like pages, in one message", async () => {
    const chat = ownerChat(core, "1");
    const [first] = await chat.say("🛒 Buy a consultation");
    expect(first?.text).toContain("499");
    expect(first?.buttons).toEqual(["◀", "1/4", "▶", "🛒 Order", "Details", "Done"]);
    const [second, ...others] = await chat.press("▶");
    expect(others).toEqual([]);
    expect(second).toMatchObject({ edited: true });
    expect(second?.text).toContain("549");
    const [details] = await chat.press("Details");
    expect(details?.buttons).toEqual(["🛒 Order", "← Back"]);
    const [again] = await chat.press("← Back");
    expect(again?.text).toBe(second?.text);
    expect(again?.buttons).toContain("2/4");
  });

  it("none on sale: said, with a way to support", async () => {
    await db.package.updateMany({ data: { retired: true } });
    const [said] = await ownerChat(core, "1").say("🛒 Buy a consultation");
    expect(said?.buttons).toEqual(["🛟 Write to support"]);
  });
});

describe("an order", () => {
  it("goes from the card to our payment page, filled in from the profile", async () => {
    const chat = await annasChat();
    await toPromo(chat);
    const [summary] = await chat.press("Go on without it");
    expect(summary?.text).toContain("Payer: Анна Иванова");
    expect(summary?.text).toContain("Receipt to: anna@example.com");
    expect(summary?.text).toContain("To pay: ₽499");
    const [ready] = await chat.press("✅ I agree");
    const [order] = await myOrders(core, await chat.person());
    const link = order?.link ?? "";
    expect(ready?.urls).toEqual([link, expect.stringContaining(`url=${encodeURIComponent(link)}&text=`)]);
    expect(ready?.buttons).toEqual(["💳 Pay ₽499", "↗️ Send on to whoever pays", "✖️ Cancel the order"]);
    expect(order).toMatchObject({
      state: "open",
      amount: 49_900,
      payer: { firstName: "Анна", lastName: "Иванова", phone: "+79990001121", email: "anna@example.com" },
    });
    const consents = await db.consent.findMany({ where: { kind: "offer" } });
    expect(consents).toMatchObject([{ given: true, version: "sample-1", locale: "en" }]);
    expect(consents[0]?.messageId).toMatch(/^out-/);
  });

  it("may have another payer, another address, no receipt", async () => {
    const chat = await annasChat();
    await chat.say("🛒 Buy a consultation");
    await chat.press("🛒 Order");
    await chat.press("No, I'll change it");
    await chat.say("Olga");
    await chat.say("Petrova");
    await chat.press("No, I'll change it");
    expect(textOf(await chat.say("12345"))).toContain("There is no such number");
    await chat.say("+44 7400 123456");
    await chat.press("I don't need a receipt");
    await chat.press("Go on without it");
    await chat.press("✅ I agree");
    const [order] = await myOrders(core, await chat.person());
    expect(order?.payer).toEqual({ firstName: "Olga", lastName: "Petrova", phone: "+447400123456" });
  });

  it("takes a promo code, however it is typed", async () => {
    const chat = await annasChat();
    await toPromo(chat);
    await chat.press("Yes, I'll enter it");
    const [good, summary] = await chat.say(" welcome ");
    expect(good?.text).toContain("WELCOME accepted: ₽99.80 off");
    expect(summary?.text).toContain("To pay: ₽399.20");
    await chat.press("✅ I agree");
    expect(await myOrders(core, await chat.person())).toMatchObject([{ amount: 39_920 }]);
  });

  it("answers each code that does not help in its own way, and goes on without", async () => {
    await db.promoCode.createMany({
      data: [
        {
          code: "OLD",
          kind: "percent",
          value: 10,
          validUntil: new Date("2026-11-01T00:00:00Z"),
          packages: [],
        },
        {
          code: "SOON",
          kind: "percent",
          value: 10,
          validFrom: new Date("2026-12-01T00:00:00Z"),
          packages: [],
        },
        { code: "GONE", kind: "percent", value: 100, maxUses: 1, packages: [] },
        { code: "MINE", kind: "percent", value: 100, maxPerPerson: 1, packages: [] },
      ],
    });
    await orderWith(await annasChat("2"), "GONE");
    const chat = await annasChat();
    await orderWith(chat, "MINE");
    await toPromo(chat);
    for (const [code, says] of [
      ["NONSENSE", "no such promo code"],
      ["OLD", "has expired (1 November 2026)"],
      ["SOON", "isn't valid yet"],
      ["GONE", "has been used up"],
      ["MINE", "You have used this promo code already"],
      ["PAW300", "isn't for the consultation you chose"],
    ] as const) {
      await chat.press("Yes, I'll enter it");
      expect(textOf(await chat.say(code))).toContain(says);
    }
    expect(textOf(await chat.press("Go on without it"))).toContain("To pay: ₽499");
  });

  it("whose code was used up meanwhile is not made, and can go on without it", async () => {
    const chat = await annasChat();
    await toPromo(chat);
    await chat.press("Yes, I'll enter it");
    await chat.say("WELCOME");
    await db.promoCode.update({ where: { code: "WELCOME" }, data: { retired: true } });
    expect(textOf(await chat.press("✅ I agree"))).toContain("no such promo code");
    await chat.press("Go on without it");
    await chat.press("✅ I agree");
    expect(await myOrders(core, await chat.person())).toMatchObject([{ amount: 49_900 }]);
  });

  it("costs nothing with a code for all of it: nothing is paid", async () => {
    await db.promoCode.create({ data: { code: "GIFT", kind: "percent", value: 100, packages: [] } });
    const chat = await annasChat();
    await toPromo(chat);
    await chat.press("Yes, I'll enter it");
    await chat.say("GIFT");
    const shown = await chat.press("✅ I agree");
    expect(textOf(shown)).toContain("there is nothing to pay");
    expect(await db.entitlement.count()).toBe(1);
  });

  it("may begin with its payment, where the money can be held for it", async () => {
    const chat = await annasChat("1", testCore(db, { gateways: ["robokassa"], holds: true }));
    const data = { name: "Rex", species: "dog", ownerId: await chat.person(), createdAt: core.clock.now() };
    await db.pet.create({ data: { ...data, id: core.ids() } });
    await toPromo(chat);
    await chat.press("Go on without it");
    await chat.press("⚡ Begin right after payment");
    await chat.press("Rex");
    await chat.say("He limps");
    const shown = await chat.press("No photos");
    expect(textOf(shown)).toContain("Begins right after payment, for Rex");
    // Asked once.
    expect(shown.at(-1)?.buttons).not.toContain("⚡ Begin right after payment");
    await chat.press("✅ I agree");
    expect(await db.order.findMany({ include: { start: true } })).toMatchObject([
      { state: "open", start: { startsAt: null } },
    ]);
  });

  it("shows the offer and the policy on request, and may be left", async () => {
    const chat = await annasChat();
    await toPromo(chat);
    await chat.press("Go on without it");
    const shown = await chat.press("📄 Offer");
    expect(textOf(shown)).toContain("SAMPLE");
    expect(shown.at(-1)?.text).toContain("Please check your order");
    const [left] = await chat.press("Don't order");
    expect(left?.buttons).toEqual(["🛒 Choose a consultation"]);
    expect(await db.order.count()).toBe(0);
  });

  it("under an offer that changed meanwhile asks again", async () => {
    const chat = await annasChat();
    await toPromo(chat);
    await chat.press("Go on without it");
    const catalog = await demoCatalog();
    const legal = catalog.legal.map((text) =>
      text.kind === "offer" ? { ...text, version: "sample-2" } : text,
    );
    await importDemo(core, { ...catalog, legal });
    const shown = await chat.press("✅ I agree");
    expect(textOf(shown)).toContain("The offer was updated");
    expect(await db.order.count()).toBe(0);
    await chat.press("✅ I agree");
    expect(await db.consent.findMany({ where: { kind: "offer" } })).toMatchObject([{ version: "sample-2" }]);
  });

  it("of a package that left the shop leads to the others", async () => {
    const chat = await annasChat();
    await chat.say("🛒 Buy a consultation");
    await db.package.updateMany({ where: { slug: "consultation" }, data: { retired: true } });
    const [gone] = await chat.press("🛒 Order");
    expect(gone?.text).toContain("no longer on sale");
    expect(textOf(await chat.press("🛒 Choose a consultation"))).toContain("549");
  });

  it("cannot be made while buying is off", async () => {
    const closed = testCore(db, { publicUrl: undefined });
    const chat = ownerChat({ ...closed, keys: core.keys }, "5");
    await chat.say("🛒 Buy a consultation");
    const [off] = await chat.press("🛒 Order");
    expect(off?.text).toContain("can't be bought at the moment");
    expect(off?.buttons).toEqual(["🛟 Write to support"]);
  });

  it("by a stranger leads through registration and back to it", async () => {
    const chat = ownerChat(core, "9");
    await chat.say("🛒 Buy a consultation");
    await chat.press("▶");
    const [why] = await chat.press("🛒 Order");
    expect(why?.text).toMatch(/To order “.+” you need an account/);
    await chat.press("Register");
    await chat.contact("79990001144");
    for (const answer of ["Olga", "Smith", "31.01.1990", "olga@example.com", "Moscow"])
      await chat.say(answer);
    for (const answer of ["✅", "✅"]) await chat.press(answer);
    expect(textOf(await chat.press("✅"))).toContain("The order is in the name of Olga Smith");
  });
});
