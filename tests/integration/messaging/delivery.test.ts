import { describe, expect, it } from "vitest";
import type { Operation } from "../../../core/messaging/operation.ts";
import { queue } from "../../../core/messaging/outbox.ts";
import { retryDelivery } from "../../../core/messaging/retry.ts";
import { addFault, clearFaults } from "../../../sandbox/telegram/faults.ts";
import { deliveriesForFile, text } from "./rig.ts";

const { world, core, db, drain, wanted, reader, send, relayed, texts, outcomes } = await deliveriesForFile();

describe("a lane", () => {
  it("keeps its order, and its neighbour does not wait for it", async () => {
    const anna = await reader();
    const lane = { to: anna.id, conversation: core.ids() };
    for (const n of [1, 2, 3])
      await queue(core, { ...lane, operation: { op: "send", content: text(`case ${n}`) } });
    await send(anna, text("own"));
    addFault(world, { type: "error", code: 500, chat: anna.chat, times: 1 });
    await drain();
    core.clock.advance(10_000);
    await drain();
    const shown = await texts(anna);
    expect(shown.filter((words) => words?.startsWith("case"))).toEqual(["case 1", "case 2", "case 3"]);
    expect(shown).toContain("own");
  });

  it("shows a later operation the result of an earlier one", async () => {
    const anna = await reader();
    const first = await send(anna, text("page 1"));
    await queue(core, {
      to: anna.id,
      operation: { op: "edit", target: { operation: first }, words: { text: "page 2" } },
    });
    await drain();
    expect(await texts(anna)).toEqual(["page 2"]);
  });
});

describe("a messenger that answers no", () => {
  it("429 pauses this chat for as long as it says, and nobody else", async () => {
    const [anna, boris] = [await reader(), await reader()];
    addFault(world, { type: "error", code: 429, retryAfter: 30, chat: anna.chat, times: 1 });
    await queue(core, {
      to: anna.id,
      conversation: core.ids(),
      operation: { op: "send", content: text("a") },
    });
    await drain();
    await send(anna, text("b"));
    await send(boris, text("c"));
    await drain();
    expect([await texts(anna), await texts(boris)]).toEqual([[], ["c"]]);
    core.clock.advance(29_000);
    await drain();
    expect(await texts(anna)).toEqual([]);
    core.clock.advance(2_000);
    await drain();
    expect((await texts(anna)).toSorted()).toEqual(["a", "b"]);
  });

  it("a server error is tried again", async () => {
    const anna = await reader();
    addFault(world, { type: "error", code: 502, chat: anna.chat, times: 2 });
    await send(anna, text("hello"));
    for (let i = 0; i < 3; i++) {
      await drain();
      core.clock.advance(10_000);
    }
    expect(await texts(anna)).toEqual(["hello"]);
  });

  it("tells the author that a blocked reader got nothing, with a way to try again", async () => {
    const [vet, anna] = [await reader("staff"), await reader()];
    await anna.seat.block();
    await relayed(vet, anna, "Give her water");
    await drain();
    expect(await outcomes(anna)).toEqual(["refused"]);
    expect(await texts(vet)).toEqual(["notice notDelivered, may be sent again"]);
    const { blockedAt } = await db.identity.findFirstOrThrow({ where: { personId: anna.id } });
    expect(blockedAt).not.toBeNull();
  });
});

describe("an outage", () => {
  it("of fifty minutes loses nothing: after the first tries it is tried every half minute", async () => {
    const anna = await reader();
    addFault(world, { type: "error", code: 502, chat: anna.chat, times: 1_000 });
    await send(anna, text("hello"));
    const since = core.clock.now().getTime();
    const waits: number[] = [];
    while ((await db.outbox.count({ where: { personId: anna.id } })) > 0) {
      await drain();
      if (core.clock.now().getTime() - since >= 50 * 60_000) clearFaults(world);
      const next = wanted();
      if (!next) break;
      waits.push(next.getTime() - core.clock.now().getTime());
      core.clock.set(next);
    }
    expect(await texts(anna)).toEqual(["hello"]);
    expect(waits.slice(0, 5)).toEqual([5_000, 5_000, 5_000, 5_000, 5_000]);
    expect(new Set(waits.slice(5))).toEqual(new Set([30_000]));
  });

  it("of more than an hour refuses the message; its author is told and may send it again", async () => {
    const [vet, anna] = [await reader("staff"), await reader()];
    addFault(world, { type: "error", code: 502, chat: anna.chat, times: 2 });
    await relayed(vet, anna, "Give her water");
    // As an hour of tries leaves it: two are left.
    await db.outbox.updateMany({ where: { personId: anna.id }, data: { tries: 124 } });
    await drain();
    expect(await outcomes(anna)).toEqual([]);
    core.clock.advance(30_000);
    await drain();
    expect(await db.delivery.findMany({ where: { personId: anna.id } })).toMatchObject([
      { outcome: "refused", reason: "rejected", tries: 126 },
    ]);
    expect(await texts(vet)).toEqual(["notice notDelivered, may be sent again"]);
    const [refused] = await db.delivery.findMany({ where: { personId: anna.id } });
    expect(await retryDelivery(core, refused?.id ?? "", vet.id)).toBe("queued");
    await drain();
    expect(await texts(anna)).toEqual(["Give her water"]);
  });
});

describe("an operation that cannot be opened", () => {
  it("leaves its lane to the next, and its author is told", async () => {
    const [vet, anna] = [await reader("staff"), await reader()];
    const { conversation } = await relayed(vet, anna, "lost with its key");
    await db.outbox.updateMany({ where: { personId: anna.id }, data: { sealed: new Uint8Array(40) } });
    const operation: Operation = { op: "send", content: text("next") };
    await queue(core, { to: anna.id, conversation, operation });
    await drain();
    expect(await texts(anna)).toEqual(["next"]);
    expect(await texts(vet)).toEqual(["notice notDelivered"]);
  });
});
