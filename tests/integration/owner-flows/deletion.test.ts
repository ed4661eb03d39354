import { describe, expect, it } from "vitest";
import { timers } from "../../../bots/timers.ts";
import { exportPerson } from "../../../core/accounts/export.ts";
import { isRegistered, profileOf } from "../../../core/accounts/profile.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { runTimers } from "../../../core/platform/run-timers.ts";
import { myEntitlement } from "../../../core/orders/mine.ts";
import { traceSession } from "../../../core/payments/sessions.ts";
import { anna, registered } from "../../support/accounts.ts";
import { textOf, type OwnerChat } from "../../support/owner-chat.ts";
import { annasLife } from "./life.ts";
import { ownerFlows } from "./rig.ts";

const flows = await ownerFlows();
const { core, db } = flows;

describe("deleting the account", () => {
  async function erased(chat: OwnerChat) {
    await chat.say("👤 Profile");
    await chat.press("🗂 My data");
    await chat.press("🗑 Delete the account");
    await chat.press("Delete it anyway");
    return chat.press("Yes, delete it for good");
  }

  it("says before what will go, and may be thought better of", async () => {
    const { chat, owner } = await annasLife(flows);
    await chat.say("👤 Profile");
    await chat.press("🗂 My data");
    const [what] = await chat.press("🗑 Delete the account");
    expect(what?.text).toContain("the cards of your pets (1)");
    expect(what?.text).toContain("1 consultation is still open");
    expect(what?.text).toContain("1 consultation that you have paid for");
    await chat.press("Delete it anyway");
    expect(textOf(await chat.press("Keep the account"))).toContain("nothing is deleted");
    expect(await isRegistered(core, owner)).toBe(true);
  });

  it("ends what is open and gives the session back", async () => {
    const { chat, owner, entitlement, second } = await annasLife(flows);
    await erased(chat);
    expect(await db.consultation.findUniqueOrThrow({ where: { id: second } })).toMatchObject({
      state: "cancelled",
    });
    expect((await myEntitlement(core, owner, entitlement))?.remaining).toBe(2);
    expect(await db.conversation.count({ where: { ownerId: owner, open: true } })).toBe(0);
  });

  it("leaves nothing that names or quotes the person, anywhere in the database", async () => {
    const { chat, owner } = await annasLife(flows);
    const addresses = await db.outbox.count({ where: { personId: owner } });
    expect(addresses).toBeGreaterThan(0);
    await erased(chat);
    expect(await profileOf(core, owner)).toBeUndefined();
    const left = {
      messages: await db.message.count({ where: { conversation: { ownerId: owner } } }),
      files: await db.file.count({ where: { personId: owner } }),
      identities: await db.identity.count({ where: { personId: owner } }),
      outbox: await db.outbox.count({ where: { personId: owner } }),
      onTheirWay: await db.outbox.count({ where: { messageId: { not: null } } }),
      delivery: await db.delivery.count({ where: { personId: owner } }),
      dialogs: await db.dialog.count({ where: { personId: owner } }),
      kept: await db.keptMessage.count({ where: { personId: owner } }),
    };
    expect(Object.values(left).every((count) => count === 0)).toBe(true);
    const copy = JSON.stringify(await exportPerson(core, owner));
    for (const gone of [
      anna.phone,
      anna.email,
      "Анна",
      "Иванова",
      anna.city,
      "Rex",
      "Chicken",
      "limps",
      "splinter",
      "Thank you",
    ])
      expect(copy).not.toContain(gone);
  });

  it("deletes the bytes of files from the store", async () => {
    const { chat, photo } = await annasLife(flows);
    const { storeKey } = await db.file.findUniqueOrThrow({ where: { id: photo } });
    expect(await core.files.get(storeKey ?? "")).toBeDefined();
    await erased(chat);
    await runTimers(core, { handlers: timers, log: silentLog, wakeAt: () => undefined });
    await expect(core.files.get(storeKey ?? "")).rejects.toThrow();
  });

  it("empties what gateways wrote of the payer, and keeps that they did", async () => {
    const { chat, owner } = await annasLife(flows);
    const { id: orderId } = await db.order.findFirstOrThrow({ where: { ownerId: owner } });
    const at = core.clock.now();
    // In roubles a promo code left nothing to pay.
    const price = { currency: "EUR", amount: 500 };
    await db.orderPrice.create({ data: { orderId, ...price, listAmount: 500, discount: 0 } });
    const sums = { ...price, createdAt: at, changedAt: at };
    const expiresAt = new Date(at.getTime() + 60_000);
    const attempt = core.ids();
    await db.paymentAttempt.create({
      data: { ...sums, id: attempt, orderId, gateway: "robokassa", expiresAt },
    });
    await db.paymentNotification.create({
      data: {
        id: core.ids(),
        gateway: "robokassa",
        eventKey: "1",
        attemptId: attempt,
        verdict: "accepted",
        sealed: new Uint8Array(9),
        receivedAt: at,
      },
    });
    await traceSession(core, attempt, { address: "203.0.113.7", device: "Old Phone/1.0" });
    await erased(chat);
    expect(await db.payerSession.count()).toBe(0);
    const [notification] = await db.paymentNotification.findMany();
    expect(notification).toMatchObject({ attemptId: attempt, verdict: "accepted" });
    expect(notification?.sealed).toHaveLength(0);
  });

  it("keeps the sums, the record of consents, the stars and the bare cases", async () => {
    const { chat, owner, first } = await annasLife(flows);
    await erased(chat);
    expect(await db.order.findMany({ where: { ownerId: owner } })).toMatchObject([
      { payer: null, amount: 0, state: "paid" },
    ]);
    expect(await db.consent.count({ where: { personId: owner } })).toBe(4);
    expect(await db.review.findMany()).toMatchObject([{ stars: 5, words: null, authorName: "" }]);
    expect(await db.consultation.findUniqueOrThrow({ where: { id: first } })).toMatchObject({
      state: "closed",
      conclusion: null,
    });
  });

  it("says good-bye and lets the person begin anew as somebody nobody knows", async () => {
    const { chat, owner } = await annasLife(flows);
    const [bye] = await erased(chat);
    expect(bye?.text).toContain("Your account has been deleted");
    expect(await chat.person()).not.toBe(owner);
    expect((await chat.command("start"))[0]?.text).toContain("Which language");
    await registered(core, "1");
    expect(await profileOf(core, await chat.person())).toEqual(anna);
  });

  it("hands what came in after the press to the new person", async () => {
    const { chat, owner } = await annasLife(flows);
    const row = (externalId: string) =>
      ({
        personId: owner,
        channel: "telegram",
        externalId,
        sealed: new Uint8Array(1),
        receivedAt: core.clock.now(),
      }) as const;
    await db.inbox.createMany({ data: [row("press"), row("next")] });
    await erased(chat);
    const rows = await db.inbox.findMany({ orderBy: { seq: "asc" } });
    expect(rows.map(({ personId }) => personId === owner)).toEqual([true, false]);
    expect(rows[1]?.personId).toBe(await chat.person());
  });

  it("twice does no harm", async () => {
    const { chat } = await annasLife(flows);
    await erased(chat);
    expect(textOf(await chat.press("Yes, delete it for good"))).toContain("no longer");
  });
});
