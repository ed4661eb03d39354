import { Api } from "grammy";
import { describe, expect, it } from "vitest";
import { grammyCaller } from "../../../bots/telegram/caller.ts";
import { LEASE_MS } from "../../../core/messaging/lanes.ts";
import { queue } from "../../../core/messaging/outbox.ts";
import { addFault, clearFaults } from "../../../sandbox/telegram/faults.ts";
import { OWNER } from "../telegram-server/support.ts";
import { CALL_MS, deliveriesForFile, text } from "./rig.ts";

const { world, core, db, begin, drain, reader, send, relayed, texts, outcomes } = await deliveriesForFile();

/** What waits for a reader was being sent when a process died, and the lease has run out since. */
async function diedSending(to: { readonly id: string }, { unknowns }: { unknowns: number }): Promise<void> {
  const leaseUntil = new Date(core.clock.now().getTime() + LEASE_MS);
  await db.outbox.updateMany({
    where: { personId: to.id },
    data: { tries: unknowns + 1, unknowns, leaseUntil },
  });
  core.clock.advance(LEASE_MS);
}

describe("no answer", () => {
  it("before the request left: sent again until it arrives", async () => {
    const anna = await reader();
    const nowhere = grammyCaller(new Api(OWNER, { apiRoot: "http://127.0.0.1:9" }), CALL_MS);
    const answer = await nowhere.call("sendMessage", { chat_id: anna.chat, text: "x" });
    expect(answer).toEqual({ ok: "unknown", left: false });
  });

  it("after it left: repeated once, so it is seen twice at most", async () => {
    const anna = await reader();
    addFault(world, { type: "stall", when: "after", chat: anna.chat, times: 1 });
    await send(anna, text("hello"));
    await drain();
    core.clock.advance(10_000);
    await drain();
    clearFaults(world);
    expect(await texts(anna)).toEqual(["hello", "hello"]);
    expect(await outcomes(anna)).toEqual(["sent"]);
  });

  it("for a while: a clock that jumps meanwhile does not have it sent again", async () => {
    const anna = await reader();
    addFault(world, { type: "stall", when: "before", ms: 200, chat: anna.chat, times: 1 });
    await send(anna, text("hello"));
    await begin();
    core.clock.advance(600_000);
    await drain();
    // Claimed once: a second claim would have been counted, whichever of the two came first.
    expect(await db.delivery.findMany({ where: { personId: anna.id } })).toMatchObject([{ tries: 1 }]);
    expect(await texts(anna)).toEqual(["hello"]);
  });

  it("twice: uncertain, told to the author, not sent a third time", async () => {
    const [vet, anna] = [await reader("staff"), await reader()];
    addFault(world, { type: "reset", when: "before", method: "sendMessage", chat: anna.chat, times: 9 });
    await relayed(vet, anna, "Come at five");
    for (let i = 0; i < 4; i++) {
      await drain();
      core.clock.advance(60_000);
    }
    clearFaults(world);
    expect(await outcomes(anna)).toEqual(["uncertain"]);
    expect(await texts(anna)).toEqual([]);
    expect(await texts(vet)).toEqual(["notice uncertain"]);
  });

  it("because our process died twice while it was sending: uncertain, told to the author, not sent again", async () => {
    const [vet, anna] = [await reader("staff"), await reader()];
    await relayed(vet, anna, "Come at five");
    await diedSending(anna, { unknowns: 1 });
    await drain();
    expect(await outcomes(anna)).toEqual(["uncertain"]);
    expect(await texts(anna)).toEqual([]);
    expect(await texts(vet)).toEqual(["notice uncertain"]);
  });

  it("to what tells the author of it: told again, until it is known that they were", async () => {
    const [vet, anna] = [await reader("staff"), await reader()];
    await relayed(vet, anna, "Come at five");
    await diedSending(anna, { unknowns: 1 });
    addFault(world, { type: "reset", when: "before", method: "sendMessage", chat: vet.chat, times: 4 });
    for (let i = 0; i < 6; i++) {
      await drain();
      core.clock.advance(60_000);
    }
    clearFaults(world);
    expect(await texts(vet)).toEqual(["notice uncertain"]);
    expect(await outcomes(vet)).toEqual(["sent"]);
  });

  it("because it died twice over what may be repeated, an edit: it is made all the same", async () => {
    const anna = await reader();
    const first = await send(anna, text("page 1"));
    await drain();
    await queue(core, {
      to: anna.id,
      operation: { op: "edit", target: { operation: first }, words: { text: "page 2" } },
    });
    await diedSending(anna, { unknowns: 1 });
    await drain();
    expect(await texts(anna)).toEqual(["page 2"]);
  });

  it("because our process died while it was sending: one repeat when the lease has run out", async () => {
    const anna = await reader();
    await send(anna, text("hello"));
    await db.outbox.updateMany({
      data: { tries: 1, leaseUntil: new Date(core.clock.now().getTime() + 90_000) },
    });
    await drain();
    expect(await texts(anna)).toEqual([]);
    core.clock.advance(91_000);
    await drain();
    expect(await texts(anna)).toEqual(["hello"]);
    expect(await db.outbox.count({ where: { personId: anna.id } })).toBe(0);
  });
});
