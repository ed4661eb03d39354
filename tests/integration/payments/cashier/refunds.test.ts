import { describe, expect, it } from "vitest";
import { auditPage } from "../../../../core/cashier/audit.ts";
import { decide } from "../../../../core/cashier/decide.ts";
import { staffChat, type Told } from "../administrator.ts";
import { HOUR, MINUTE } from "../shop.ts";
import { cashierForFile, labels, last, open, words, type Chat } from "./rig.ts";

const { shop, irina, invoiced, paid, confirm } = await cashierForFile();
const { core, db } = shop;

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
