import { afterAll, beforeEach, expect, it } from "vitest";
import { erasePerson } from "../../../core/accounts/erase.ts";
import { openContent } from "../../../core/messaging/record.ts";
import { ownerChat, textOf, type OwnerChat } from "../../support/owner-chat.ts";
import { DAY, HOUR, MINUTE, openShop } from "./shop.ts";

const shop = await openShop();
const { bank, core, db } = shop;
afterAll(() => shop.close());

let chat: OwnerChat;
let owner: string;
let chats = 0;
beforeEach(async () => {
  chat = ownerChat(core, String(++chats));
  owner = await chat.person();
  await db.person.update({ where: { id: owner }, data: { locale: "en", timeZone: "Europe/Moscow" } });
});

it("shows unpaid orders in My services, to be paid or cancelled there", async () => {
  const order = await shop.order(owner);
  const [services] = await chat.say("🎫 My services");
  expect(services?.text).toContain("as soon as they are paid");
  expect(services?.text).toContain(`No. ${order.number} · Consultation\n₽499 to pay · until `);
  expect(services?.urls).toEqual([order.link]);

  const [asked] = await chat.press(`✖️ Cancel No. ${order.number}`);
  expect(asked).toMatchObject({ edited: true, buttons: ["Yes, cancel it", "No, keep it"] });
  expect(await shop.state(order.id)).toBe("open");
  const [kept] = await chat.press("No, keep it");
  const shared = expect.stringContaining(encodeURIComponent(order.link));
  expect(kept).toMatchObject({ edited: true, urls: [order.link, shared] });

  await chat.press("✖️ Cancel the order");
  const [cancelled] = await chat.press("Yes, cancel it");
  expect(cancelled?.text).toBe(`Order No. ${order.number} is cancelled.`);
  expect(cancelled?.urls).toEqual([]);
  expect(await shop.state(order.id)).toBe("cancelled");
  expect((await fetch(order.link)).status).toBe(410);
  expect(textOf(await chat.say("🎫 My services"))).not.toContain("To be paid");
});

it("lists many unpaid orders on pages of their own, beside what is bought", async () => {
  const bought = await shop.order(owner);
  await bank.press(await shop.go(bought.link), "pay");
  const orders = [];
  for (let count = 0; count < 6; count++) orders.push(await shop.order(owner));
  const [services] = await chat.say("🎫 My services");
  expect(services?.text).toMatch(/^🎫 Your consultations[^]*💳 To be paid/);
  expect(services?.urls).toEqual(
    orders
      .slice(-3)
      .toReversed()
      .map(({ link }) => link),
  );
  const [first] = await chat.press("💳 All unpaid orders (6)");
  expect(first?.urls).toHaveLength(5);
  const [second] = await chat.press("▶");
  expect(second?.urls).toEqual([orders[0]?.link]);
  await chat.press("‹ My services");
  // An hour before they close they are there, afterwards they are not.
  await shop.pass(23 * HOUR);
  expect((await chat.say("🎫 My services"))[0]?.urls).toHaveLength(3);
  core.clock.advance(HOUR);
  expect((await chat.say("🎫 My services"))[0]?.urls).toEqual([]);
});

it("tells whoever cancels an order that it has been paid meanwhile", async () => {
  const order = await shop.order(owner);
  await chat.say("🎫 My services");
  await chat.press(`✖️ Cancel No. ${order.number}`);
  await bank.press(await shop.go(order.link), "pay");
  const [told] = await chat.press("Yes, cancel it");
  expect(told?.text).toContain(`Order No. ${order.number} is paid`);
  expect(told?.buttons).toEqual(["🎫 My services", "🛟 Write to support"]);
  expect([await shop.state(order.id), await shop.sessions(owner)]).toEqual(["paid", 1]);
  // The first button, pressed on another device, says so as well.
  expect(textOf(await chat.press(`✖️ Cancel No. ${order.number}`))).toBe(told?.text);
});

it("honours money that comes for a cancelled order, and said so when it was cancelled", async () => {
  const order = await shop.order(owner);
  const invoice = await shop.go(order.link);
  await chat.pressData(`order-cancelled:${order.id}`);
  expect(textOf(chat.history)).toContain("If you have paid it already, the money isn't lost");
  expect(await shop.state(order.id)).toBe("cancelled");
  expect((await fetch(`${order.link}/pay`, { method: "POST", body: new URLSearchParams() })).status).toBe(
    410,
  );

  await bank.press(invoice, "pay");
  expect([await shop.state(order.id), await shop.sessions(owner)]).toEqual(["paid", 1]);
  expect((await shop.notices(owner)).map(({ kind }) => kind)).toEqual(["orderPaid"]);
  await shop.audit();
});

it("closes unpaid orders with the account, and sends money back that comes for one who is gone", async () => {
  const order = await shop.order(owner);
  const invoice = await shop.go(order.link);
  const { successor } = await erasePerson(core, owner, "telegram");
  expect((await fetch(order.link)).status).toBe(410);

  await bank.press(invoice, "pay");
  await shop.drain();
  await shop.pass(MINUTE);
  expect([await shop.state(order.id), await shop.sessions(owner)]).toEqual(["cancelled", 0]);
  expect(bank.payments().find(({ invId }) => invId === invoice)?.refunds).toHaveLength(1);
  // The one is not there any more, and the other knows of nothing.
  expect([await shop.notices(owner), await shop.notices(successor)]).toEqual([[], []]);
  await shop.audit();
});

it("gives the promo code of a cancelled order back at once", async () => {
  await db.promoCode.create({ data: { code: "ONCE", kind: "percent", value: 10, maxUses: 1 } });
  const order = await shop.order(owner, { promo: "once" });
  await chat.pressData(`order-cancelled:${order.id}`);
  expect((await shop.order(await shop.owner(), { promo: "once" })).amount).toBe(44_910);
});

it("says what an old button finds: closed by time, pressed twice, somebody else's, forged", async () => {
  const order = await shop.order(owner);
  await shop.pass(DAY + MINUTE);
  const [closed] = await chat.pressData(`cancel-order:${order.id}:here`);
  expect(closed?.text).toContain(`Order No. ${order.number} is closed`);
  expect(closed?.buttons).toEqual(["🛒 Choose a consultation", "🎫 My services"]);

  const theirs = await shop.order(await shop.owner());
  for (const data of [
    `cancel-order:${theirs.id}:here`,
    `order-cancelled:${theirs.id}`,
    `order:${theirs.id}`,
    "order-cancelled",
    "cancel-order:x",
    "order:'--",
  ]) {
    expect(textOf(await chat.pressData(data))).toContain("no longer possible");
  }
  expect(await shop.state(theirs.id)).toBe("open");
});

/** What support reads in the chat of a person. */
async function supportReads(person: string): Promise<string[]> {
  const rows = await db.message.findMany({
    where: { conversation: { ownerId: person, kind: "support" } },
    orderBy: { createdAt: "asc" },
  });
  return rows.map(({ id, sealed }) => {
    const content = openContent(core, id, sealed);
    return content.kind === "text" ? content.text : content.kind;
  });
}

it("brings who cannot pay to support with the order in hand, and whoever pays for them with its number", async () => {
  const order = await shop.order(owner);
  const page = await (await fetch(`${order.link}?lang=en`)).text();
  const [, payload = ""] = /owner_bot\?start=(\w+)"/.exec(page) ?? [];
  expect(page).toContain("Do not pay again");

  const relative = ownerChat(core, String(++chats));
  for (const [who, words] of [
    [chat, `I cannot pay for order No. ${order.number} (Consultation, ₽499).`],
    [relative, `I cannot pay for order No. ${order.number}.`],
  ] as const) {
    await db.person.update({ where: { id: await who.person() }, data: { locale: "en" } });
    await who.command("start", payload);
    await who.say("Anna");
    expect(textOf(await who.say("+79990001122"))).toContain("Your message has been passed on");
    expect(await supportReads(await who.person())).toEqual([words]);
  }
  await chat.pressData(`order:${order.id}`);
  await chat.press("🛟 I cannot pay");
  expect(await supportReads(owner)).toHaveLength(2);
  await chat.command("start", "pay_x'--");
  expect(await supportReads(owner)).toHaveLength(2);
});
