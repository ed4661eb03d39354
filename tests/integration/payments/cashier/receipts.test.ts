import { describe, expect, it } from "vitest";
import { auditPage } from "../../../../core/cashier/audit.ts";
import { forgetPayer } from "../../../../core/orders/mine.ts";
import { refundWhole } from "../../../../core/payments/refunds.ts";
import { staffChat } from "../administrator.ts";
import { cashierForFile, last, words } from "./rig.ts";

const { shop, irina, invoiced, confirm } = await cashierForFile();
const { core, db } = shop;

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
