import { expect, it } from "vitest";
import { staffChat } from "../administrator.ts";
import { cashierForFile, labels, words } from "./rig.ts";

const { shop, irina, invoiced, confirm } = await cashierForFile();
const { core, db } = shop;

it("shows administrators the trail page by page, and lets nobody change it", async () => {
  const boris = await staffChat(core, "administrator");
  for (let count = 0; count < 7; count++) await confirm(irina, (await invoiced()).reference, "499");
  const total = await db.auditEntry.count();
  let page = await boris.command("audit");
  let pages = 1;
  for (; labels(page[0]).includes("Earlier →"); pages++) page = await boris.press(page[0], "Earlier →");
  expect([total > 6, pages]).toEqual([true, Math.ceil(total / 6)]);
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
