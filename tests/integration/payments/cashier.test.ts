import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditPage } from "../../../core/cashier/audit.ts";
import { decide } from "../../../core/cashier/decide.ts";
import { forgetPayer } from "../../../core/orders/mine.ts";
import { refundWhole } from "../../../core/payments/refunds.ts";
import { staffChat, type Told } from "./administrator.ts";
import { HOUR, MINUTE, openShop, withWays } from "./shop.ts";

const shop = await openShop();
const { bank, core, db } = shop;
afterAll(() => shop.close());
beforeAll(() => withWays(shop, "with bank"));

const irina = await staffChat(core, "cashier");
type Chat = typeof irina;

const last = (told: Told[]): Told => {
  const found = told.at(-1);
  if (!found) throw new Error("nothing was said");
  return found;
};
const words = (told: Told[]): string =>
  told
    .map(({ text }) => text)
    .join("\n---\n")
    .replaceAll(/[\u00a0\u202f]/g, " ");
const labels = (told: Told | undefined): string[] => told?.menu.flat().map(({ label }) => label) ?? [];

/** Opens the cashier's menu and presses one of its buttons. */
async function open(chat: Chat, label: string): Promise<Told[]> {
  return chat.press(last(await chat.command("cashier")), label);
}

/** An order with an invoice for a bank transfer. */
async function invoiced(wish: { package?: string } = {}) {
  const owner = await shop.owner();
  const made = await shop.order(owner, wish);
  const body = new URLSearchParams({ email: "", choice: "bank-transfer.RUB" });
  await fetch(`${made.link}/pay`, { method: "POST", body, redirect: "manual" });
  const attempt = await db.paymentAttempt.findFirstOrThrow({ where: { orderId: made.id } });
  return { ...made, owner, attempt: attempt.id, reference: attempt.ref ?? "" };
}

/** An order that was paid by card. */
async function paid(wish: { package?: string } = {}) {
  const owner = await shop.owner();
  const made = await shop.order(owner, wish);
  await bank.press(await shop.go(made.link, "", "russian-card.RUB"), "pay");
  expect(await shop.state(made.id)).toBe("paid");
  return { ...made, owner };
}

let numbers = 0;
/** Fills a transfer in, all but the last yes; the summary. */
async function fillIn(
  chat: Chat,
  reference: string,
  amount: string,
  number = `B/${++numbers}`,
): Promise<Told> {
  await open(chat, "🏦 Confirm a transfer");
  await chat.write(reference);
  const date = last(await chat.write(amount));
  await chat.press(date, "Today");
  return last(await chat.write(number));
}

async function confirm(chat: Chat, reference: string, amount: string): Promise<string> {
  return words(await chat.press(await fillIn(chat, reference, amount), "✅ Yes, it came"));
}

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

describe("a receipt", () => {
  const waiting = async (order: string) =>
    (
      await db.receipt.findMany({ where: { attempt: { orderId: order } }, orderBy: { createdAt: "asc" } })
    ).map(({ kind, state, ref, total }) => [kind, state, ref, total]);

  it("for a transfer is made at the till, and its number entered once", async () => {
    const admin = await staffChat(core, "administrator");
    const { id, number, reference } = await invoiced({ package: "bundle-3" });
    expect(await confirm(irina, reference, "1299.99")).toMatch(/the owner has the order/);
    await shop.drain();
    expect(await waiting(id)).toEqual([["prepayment", "sent", null, 129_999]]);
    const notice = last(await irina.look());
    expect(words([notice])).toContain(`Order ${number}: a bank transfer wants a receipt from your till.`);
    // Nobody's address is in what is told; and it is cashiers' work while there are any.
    expect(notice.text).not.toMatch(/@/);
    expect(await admin.look()).toEqual([]);
    const listed = (await admin.command("money")).find(({ text }) => text.includes(`Order ${number}:`));
    expect([listed?.text, listed?.menu]).toEqual([notice.text, []]);

    const asked = await irina.press(notice, "🧾 Enter the receipt");
    expect(words(asked)).toMatch(
      /payment ahead \(100 %\).*\n• .+: ₽1,299.99\nTotal: ₽1,299.99\nSend it to anna@/,
    );
    expect(words(await irina.write("?!"))).toMatch(/^I cannot read this as a receipt's number/);
    const summary = last(await irina.write("№ 0042 17"));
    expect(words([summary])).toContain("Number of the receipt: 004217");
    expect(words(await irina.press(summary, "✅ Yes, that is so"))).toMatch(/the receipt is noted/);
    expect(await waiting(id)).toEqual([["prepayment", "done", "004217", 129_999]]);
    expect(words(await irina.press(notice, "🧾 Enter the receipt"))).toMatch(/^This has been dealt with/);
    expect((await auditPage(core, { limit: 1 }))[0]).toMatchObject({
      step: "done",
      details: { outcome: "receipt_made", facts: { action: "receipt", order: number, reference: "004217" } },
    });
    expect(words(await admin.command("audit"))).toMatch(/Receipt of ₽1,299.99/);
  });

  it("is not made for an organisation; of a refund there is one more", async () => {
    const { id, number, reference } = await invoiced();
    await confirm(irina, reference, "499");
    await shop.drain();
    const asked = await irina.press(last(await irina.look()), "🧾 Enter the receipt");
    const sure = await irina.press(last(asked), "No receipt is wanted: an organisation paid");
    expect(words(await irina.press(last(sure), "✅ Yes, that is so"))).toMatch(/no receipt is wanted/);
    await refundWhole(core, id, { once: `${number}` });
    await shop.drain();
    await irina.press(last(await irina.look()), "Settled");
    await shop.drain();
    expect(await waiting(id)).toEqual([
      ["prepayment", "none", null, 49_900],
      ["refund", "sent", null, 49_900],
    ]);
    const back = last(await irina.look());
    expect(words(await irina.press(back, "🧾 Enter the receipt"))).toMatch(/a receipt of return/);
    await irina.press(last(await irina.write("17")), "✅ Yes, that is so");
    expect((await waiting(id)).at(-1)).toEqual(["refund", "done", "17", 49_900]);
  });

  it("goes where the payer typed, else where the order says", async () => {
    const owner = await shop.owner();
    const { id, link } = await shop.order(owner);
    const body = new URLSearchParams({ email: "boris@example.com", choice: "bank-transfer.RUB" });
    await fetch(`${link}/pay`, { method: "POST", body, redirect: "manual" });
    const { ref, receiptTo } = await db.paymentAttempt.findFirstOrThrow({ where: { orderId: id } });
    expect(Buffer.from(receiptTo ?? "").includes("boris")).toBe(false);
    await confirm(irina, ref ?? "", "499");
    await shop.drain();
    const notice = last(await irina.look());
    expect(words(await irina.press(notice, "🧾 Enter the receipt"))).toContain(
      "Send it to boris@example.com",
    );
    await forgetPayer(core, owner);
    expect(words(await irina.press(notice, "🧾 Enter the receipt"))).toMatch(/left no address/);
    await irina.press(last(await irina.write("18")), "✅ Yes, that is so");
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

describe("a refund", () => {
  /** All but the last yes. */
  async function fill(
    chat: Chat,
    number: number,
    by: string,
    reason = "The owner asked for it",
  ): Promise<Told> {
    await open(chat, "↩️ Refund");
    const facts = last(await chat.write(`№ ${number}`));
    const next = last(await chat.press(facts, by));
    if (by === "Unused consultations") await chat.press(next, "2");
    if (by === "A sum") await chat.write("100");
    return last(await chat.write(reason));
  }

  it("shows what can be given back, asks for a reason and goes through", async () => {
    const { id, number, owner } = await paid({ package: "bundle-3" });
    await open(irina, "↩️ Refund");
    expect(words(await irina.write("999999"))).toMatch(/^There is no such order/);
    const facts = await irina.write(String(number));
    expect(words(facts)).toContain(
      "Consultations: 3 given, 0 used, 3 left, ₽433.33 each\nCan be given back: ₽1,299.99",
    );
    const count = await irina.press(last(facts), "Unused consultations");
    expect(words(await irina.write("4"))).toMatch(/^Write a number from 1 to 3/);
    await irina.press(last(count), "2");
    expect(words(await irina.write(" x"))).toMatch(/^Please write the reason/);
    const summary = last(await irina.write("Moved to another city"));
    expect(words([summary])).toContain(
      `Order ${number}: ₽866.66 goes back, 2 consultations are taken back.\nReason: Moved to another city`,
    );
    expect(words(await irina.press(summary, "✅ Yes, give it back"))).toMatch(/on its way back/);
    for (const wait of [0, MINUTE, 5 * MINUTE]) await shop.pass(wait);
    expect([await shop.sessions(owner), await shop.state(id)]).toEqual([1, "paid"]);
    const rest = last(await irina.press(await fill(irina, number, "All: ₽433.33"), "✅ Yes, give it back"));
    expect(rest.text).toMatch(/on its way back/);
    for (const wait of [0, MINUTE, 5 * MINUTE, HOUR]) await shop.pass(wait);
    expect(await shop.state(id)).toBe("refunded");
    await open(irina, "↩️ Refund");
    const refused = await irina.write(String(number));
    expect(words(refused)).toMatch(/^This order is refunded already/);
    await irina.press(last(refused), "Never mind");
    const [trail] = await auditPage(core, { limit: 1 });
    expect(trail).toMatchObject({
      step: "done",
      by: "Maria",
      details: {
        outcome: "ordered",
        facts: { amount: 43_333, sessions: 1, reason: "The owner asked for it" },
      },
    });
  });

  it("of a bank transfer is sent by the cashier, who says so", async () => {
    const { id, number, reference, owner } = await invoiced();
    expect(await confirm(irina, reference, "499")).toMatch(/the owner has the order/);
    const summary = await fill(irina, number, "All: ₽499");
    expect(words([summary])).toMatch(/you will send it back by hand, at the bank/);
    expect(words(await irina.press(summary, "✅ Yes, give it back"))).toMatch(/has to be sent by hand/);
    await shop.drain();
    const notice = last(await irina.look());
    expect(words([notice])).toContain(
      `Order ${number}: please send ₽499 back by hand. It was paid by bank transfer.`,
    );
    // The invoice as the payer knows it, and where the money came from.
    expect(words([notice])).toMatch(
      new RegExp(`Invoice ${reference}, the bank's number of the transfer \\S+`),
    );
    expect(labels(notice)).toEqual(["Settled"]);
    await irina.press(notice, "Settled");
    expect(await shop.state(id)).toBe("refunded");
    const told = (await shop.notices(owner)).at(-1);
    expect(told).toMatchObject({ kind: "orderRefunded", amount: 49_900, way: "transfer" });
    expect((await auditPage(core, { limit: 1 }))[0]).toMatchObject({
      step: "settled",
      details: { order: number },
    });
  });

  describe("above the limit", () => {
    const low = { ...core, settings: { ...core.settings, cashierLimits: { RUB: 40_000 } } };

    it("is done once a second person agrees, never by who asked, and once of two at a time", async () => {
      const [oleg, boris] = [await staffChat(low, "cashier"), await staffChat(core, "administrator")];
      const { id, number } = await paid();
      const summary = await fill(oleg, number, "All: ₽499");
      expect(words([summary])).toMatch(/The sum is above ₽400/);
      await boris.look();
      expect(words(await oleg.press(summary, "✅ Yes, give it back"))).toMatch(/^✋ Request \d+ is made/);
      expect(await db.paymentTask.count({ where: { attempt: { orderId: id }, kind: "refund" } })).toBe(0);
      const [told] = await boris.look();
      expect(words(told ? [told] : [])).toContain(
        `Refund of order ${number}: ₽499, 1 consultation taken back`,
      );
      const request = await db.moneyRequest.findFirstOrThrow({ where: { askedById: oleg.id } });
      expect(await decide(core, oleg.id, request.id, "approve")).toEqual({ kind: "own" });
      expect(words(await oleg.command("requests"))).toContain("This request is your own");
      await expect(
        db.moneyRequest.update({
          where: { id: request.id },
          data: { state: "approved", decidedById: oleg.id, decidedAt: core.clock.now() },
        }),
      ).rejects.toThrow("money_request_second_person");
      const both = await Promise.all([
        decide(core, boris.id, request.id, "approve"),
        decide(core, irina.id, request.id, "decline"),
      ]);
      expect(both.map(({ kind }) => kind)).toContain("over");
      const approved = both[0].kind === "approved";
      for (const wait of [0, MINUTE, 5 * MINUTE, HOUR]) await shop.pass(wait);
      expect(await shop.state(id)).toBe(approved ? "refunded" : "paid");
      expect(await db.paymentTask.count({ where: { attempt: { orderId: id }, kind: "refund" } })).toBe(
        approved ? 1 : 0,
      );
      expect(words(await oleg.look())).toMatch(approved ? /Maria agreed/ : /Maria declined/);
      expect(words(await boris.press(told, "✅ Approve"))).toMatch(
        approved ? /Maria agreed/ : /Maria declined/,
      );
    });

    it("is nothing once it is declined, or nobody decided within a day; parts pass no limit", async () => {
      const [oleg, boris] = [await staffChat(low, "cashier"), await staffChat(core, "administrator")];
      const { id, number } = await paid({ package: "bundle-3" });
      for (let time = 1; time <= 4; time++)
        expect(words(await oleg.press(await fill(oleg, number, "A sum"), "✅ Yes, give it back"))).toMatch(
          /on its way back/,
        );
      await oleg.press(await fill(oleg, number, "A sum"), "✅ Yes, give it back");
      const [told] = await boris.look();
      expect(words(await boris.press(told, "⛔ Decline"))).toMatch(/is declined/);
      expect(words(await oleg.look())).toMatch(/Maria declined. Nothing was done/);
      await oleg.press(await fill(oleg, number, "A sum"), "✅ Yes, give it back");
      const [later] = await boris.look();
      await shop.pass(24 * HOUR);
      expect(words(await oleg.look())).toMatch(/nobody decided within a day/);
      expect(words(await boris.press(later, "✅ Approve"))).toMatch(/nobody decided within a day/);
      expect(words(await boris.command("requests"))).toMatch(/^Nothing waits/);
      expect(await db.paymentTask.count({ where: { attempt: { orderId: id }, kind: "refund" } })).toBe(4);
    });
  });
});

it("shows administrators the trail page by page, and lets nobody change it", async () => {
  const boris = await staffChat(core, "administrator");
  const total = await db.auditEntry.count();
  let page = await boris.command("audit");
  let pages = 1;
  for (; labels(page[0]).includes("Earlier →"); pages++) page = await boris.press(page[0], "Earlier →");
  expect([total > 12, pages]).toEqual([true, Math.ceil(total / 6)]);
  expect(words(page)).toContain("Maria: done\nBank transfer: ₽499 for order");
  await expect(db.auditEntry.updateMany({ data: { step: "x" } })).rejects.toThrow("append-only");
  await expect(db.auditEntry.deleteMany()).rejects.toThrow("append-only");
  const { sealed } = await db.auditEntry.findFirstOrThrow();
  expect(Buffer.from(sealed).toString("latin1")).not.toContain("confirm");
});

it("is for cashiers alone, who see nothing of anybody's consultations", async () => {
  const [vet, boris] = [await staffChat(core, "vet"), await staffChat(core, "administrator")];
  for (const data of ["cash-invoices:0", "cash-confirm", "cash-refund", "cash-sent:0", "cash-yes:0"]) {
    expect(words(await vet.pressData(data))).toMatch(/^This is for another role/);
    expect(words(await boris.pressData(data))).toMatch(/^This is for another role/);
  }
  for (const data of ["cash", "cash-odd", "cash-requests", "audit", "money-list"])
    expect(words(await vet.pressData(data))).toMatch(/^This is for another role/);
  expect(words(await irina.command("audit"))).toMatch(/^This is for another role/);
  for (const data of [
    "cash-take:T1-1",
    "cash-odd-back:0",
    "cash-sent:0",
    "cash-receipt:0:p1",
    "cash-decide:x:approve",
    "cash-say:amount:1",
    "cash-back",
  ])
    expect(words(await irina.pressData(data))).not.toBe("");
  expect(words(await irina.write("Hello?"))).toMatch(/^Nothing is being filled in/);
  expect(words(await irina.command("queue"))).toBe("💳 What shall we do?");
});
