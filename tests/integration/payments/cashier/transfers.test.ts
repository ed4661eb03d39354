import { describe, expect, it } from "vitest";
import { auditPage } from "../../../../core/cashier/audit.ts";
import type { Told } from "../administrator.ts";
import { HOUR } from "../shop.ts";
import { cashierForFile, labels, last, open, words } from "./rig.ts";

const { shop, irina, invoiced, confirm } = await cashierForFile();
const { core, db } = shop;

describe("a transfer", () => {
  it("is confirmed from the list of invoices, step by step, and counts once", async () => {
    const { id, reference, number } = await invoiced();
    const list = await open(irina, "🧾 Open invoices");
    expect(words(list)).toContain(`${reference}: ₽499\nOrder ${number}, until 30 November 2026`);
    const asked = await irina.press(last(list), `${reference} · ₽499`);
    expect(words(asked)).toContain("How much came?");
    expect(words(await irina.write("lots"))).toMatch(/^I cannot read this as a sum/);
    const date = await irina.press(last(await irina.write("-")), "Exactly ₽499");
    expect(words(date)).toMatch(/On which day/);
    expect(words(await irina.write("31.02"))).toMatch(/^I cannot read this as a day/);
    expect(words(await irina.write("24.11.2026"))).toMatch(/^I cannot read this as a day/);
    await irina.write("23.11");
    expect(words(await irina.write("№?"))).toMatch(/^The bank's number is made of/);
    const summary = last(await irina.write(" ab 17/1 "));
    expect(words([summary])).toContain("Came: ₽499, on 23 November 2026\nThe bank's number: AB17/1");
    expect(summary.text).toContain("The exact sum, in time");
    expect(await shop.state(id)).toBe("open");
    expect(words(await irina.press(summary, "✅ Yes, it came"))).toMatch(
      /^✅ The transfer is booked, and the owner/,
    );
    expect(await shop.state(id)).toBe("paid");
    expect(words(await irina.press(summary, "✅ Yes, it came"))).toMatch(/^Nothing is being filled in/);

    const other = await invoiced();
    await open(irina, "🏦 Confirm a transfer");
    await irina.write(other.reference);
    await irina.press(last(await irina.write("499")), "Yesterday");
    const used = await irina.write("AB17/1");
    expect(words(used)).toMatch(/^The transfer AB17\/1 has been entered already/);
    await irina.press(last(used), "Never mind");
    expect(await shop.state(other.id)).toBe("open");
  });

  it("keeps what was filled in, whatever comes between", async () => {
    const { reference } = await invoiced();
    await open(irina, "🏦 Confirm a transfer");
    await irina.write(reference);
    await irina.write("480");
    await irina.command("help");
    await irina.command("cancel");
    expect(words(await irina.write("23.11"))).toMatch(/^Nothing is being filled in/);
    const on = await open(irina, "▶️ Go on with what I began");
    expect(words(on)).toMatch(/^On which day/);
    const other = await open(irina, "↩️ Refund");
    expect(words(other)).toMatch(/a transfer that is not finished/);
    await irina.press(last(other), "▶️ Go on with what I began");
    const summary = last(await (await irina.write("23.11"), irina.write("B/between")));
    expect(words([summary])).toContain("Came: ₽480");
    expect(summary.text).toContain("Less than the invoice");
    // One step back, and the yes under the summary before does nothing.
    const back = await irina.press(summary, "← Back");
    expect(words(back)).toMatch(/^Write the bank's own number/);
    await irina.write("B/between2");
    expect(words(await irina.press(summary, "✅ Yes, it came"))).toMatch(/belongs to an earlier step/);
    expect(await db.bankTransfer.count({ where: { bankRef: { startsWith: "B/BETWEEN" } } })).toBe(0);
    const anew = await irina.press(last(await open(irina, "↩️ Refund")), "Begin anew");
    expect(words(anew)).toMatch(/^Which order/);
    await irina.press(last(anew), "Never mind");
  });

  it("of another sum is told of beforehand, and booked to an order or sent back", async () => {
    const [one, two, three] = [await invoiced(), await invoiced(), await invoiced()];
    expect(await confirm(irina, one.reference, "498,99")).toMatch(/less than the invoice/);
    expect(await confirm(irina, two.reference, "500")).toMatch(/more than the invoice/);
    const odd = await open(irina, "❓ Odd sums");
    expect(odd.map(({ text }) => text).filter((text) => text.includes(`Order ${one.number},`))).toHaveLength(
      1,
    );
    const of = (number: number) => odd.find(({ text }) => text.includes(`Order ${number},`));
    await irina.press(of(one.number), "🧾 Book it to an order");
    expect(words(await irina.write("999999"))).toMatch(/^There is no such order/);
    const ours = last(await irina.write(String(one.number)));
    expect(words(await irina.press(ours, "✅ Yes, book it"))).toBe("✅ Booked. The owner has the order.");
    expect(await shop.state(one.id)).toBe("paid");
    expect(await db.entitlement.findFirst({ where: { orderId: one.id } })).toMatchObject({
      sessionAmount: 49_899,
    });

    // The payer named the wrong invoice: it pays the other one, once.
    await irina.press(of(two.number), "🧾 Book it to an order");
    const wrong = last(await irina.write(String(one.number)));
    expect(words(await irina.press(wrong, "✅ Yes, book it"))).toMatch(/^⛔ That order needs no money/);
    await irina.press(last(await open(irina, "▶️ Go on with what I began")), "← Back");
    const right = last(await irina.write(String(three.number)));
    expect(words(await irina.press(right, "✅ Yes, book it"))).toMatch(/^✅ Booked/);
    expect([await shop.state(two.id), await shop.state(three.id)]).toEqual(["open", "paid"]);
    expect(words(await irina.press(of(two.number), "↩️ Give it back"))).toMatch(/^This has been dealt with/);

    expect(await confirm(irina, two.reference, "1")).toMatch(/less/);
    const back = await open(irina, "❓ Odd sums");
    const sure = last(await irina.press(last(back), "↩️ Give it back"));
    expect(words([sure])).toContain(`Odd sum of order ${two.number}: give back ₽1, at the bank`);
    const decided = await irina.press(sure, "✅ Yes, give it back");
    expect(words(decided)).toMatch(/send it now, at the bank/);
    // The money is still there, and in the books, until it is sent.
    expect((await shop.balances())["suspense"]).toBe(-100);
    const send = last(await irina.press(last(decided), "❓ Odd sums"));
    expect(words([send])).toMatch(
      new RegExp(`^💸 Transfer B/\\d+: ₽1, on 23 November 2026, order ${two.number}\\.`),
    );
    expect(words(await irina.press(send, "✅ Sent"))).toMatch(/out of the books/);
    expect(words(await irina.press(send, "✅ Sent"))).toMatch(/^This has been dealt with/);
    expect(words(await open(irina, "❓ Odd sums"))).toMatch(/^No odd sums/);
    expect((await shop.balances())["suspense"]).toBe(0);
    expect((await shop.notices(two.owner)).at(-1)).toMatchObject({
      kind: "orderRefunded",
      amount: 100,
      reason: "odd_transfer",
      way: "transfer",
    });
    expect((await auditPage(core, { limit: 1 }))[0]).toMatchObject({
      step: "settled",
      by: "Maria",
      details: { order: two.number },
    });
    // The bank and the books agree on each of them.
    await shop.pass(26 * HOUR);
    expect(await db.paymentTask.count({ where: { doubt: { not: null } } })).toBe(0);
  });
});

it("open invoices come page by page, the nearest term first", async () => {
  const made = [];
  for (let count = 0; count < 8; count++) made.push((await invoiced()).reference);
  const first = last(await open(irina, "🧾 Open invoices"));
  const invoicesOn = (page: Told) => labels(page).flatMap((label) => /^T\S+/.exec(label)?.[0] ?? []);
  expect(invoicesOn(first)).toHaveLength(6);
  const shown = invoicesOn(first);
  let page = first;
  while (labels(page).includes("Later →")) {
    page = last(await irina.press(page, "Later →"));
    shown.push(...invoicesOn(page));
  }
  expect(shown).toEqual(expect.arrayContaining(made));
  expect(new Set(shown).size).toBe(shown.length);
  expect(labels(page)).toContain("← Earlier");
  expect(labels(last(await irina.pressData("cash-invoices:999")))).toEqual(labels(first));
});
