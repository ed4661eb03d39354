import { beforeAll, describe, expect, it, vi } from "vitest";
import { OWNER_BOT } from "../../../sandbox/bots.ts";
import type { Seat } from "../../../sandbox/control/seat.ts";
import { redis } from "../../support/redis.ts";
import { fleetForFile, type Fleet, type Member } from "./fleet.ts";

/** Several processes start at once, on a machine of two cores. */
const START_MS = 240_000;
const PATIENCE = { timeout: 90_000, interval: 100 };

/** People who ask for help again and again: each time one answer. */
async function crowd({ rig }: Fleet, count: number) {
  const seats: Seat[] = [];
  for (let i = 0; i < count; i++) {
    const person = await rig.sandbox.person({ first_name: "Anna", language_code: "en" });
    seats.push(person.at(OWNER_BOT.username));
  }
  for (const seat of seats) await seat.start();
  let said = 0;
  const answers = async (seat: Seat) =>
    (await seat.messages()).filter(
      ({ by, text }) => by === "bot" && text?.includes("Go to the nearest clinic at once"),
    ).length;
  return {
    /** Everybody asks so many times, without waiting for answers; something happens in the middle. */
    async ask(times: number, meanwhile?: () => Promise<unknown>): Promise<void> {
      const middle = Math.floor(times / 2);
      let happening: Promise<unknown> | undefined;
      for (let i = 0; i < times; i++) {
        if (i === middle) happening = meanwhile?.();
        await Promise.all(seats.map((seat) => seat.say("/help")));
        said += 1;
      }
      await happening;
    },
    /** Nothing was lost, and nothing said twice. */
    async answered(): Promise<void> {
      const all = async () => Promise.all(seats.map(answers));
      await expect.poll(all, PATIENCE).toEqual(seats.map(() => said));
    },
  };
}

/** What is in nobody's hands: no work of ours is marked as being done. */
async function inHand({ database }: Fleet): Promise<number> {
  const [row] = await database.db.$queryRaw<{ count: number }[]>`
    select ((select count(*) from outbox where lease_until is not null)
      + (select count(*) from file where lease_until is not null)
      + (select count(*) from payment_task where lease_until is not null))::int as count`;
  return row?.count ?? 0;
}

describe.runIf(redis)("two processes for people and two for machines, woken over Redis", () => {
  const fleet = fleetForFile({ REDIS_URL: redis?.url ?? "", DRAIN_DELAY: "1" });
  let bots: Member[] = [];
  let webhooks: Member[] = [];
  let people: Awaited<ReturnType<typeof crowd>>;
  beforeAll(async () => {
    [bots, webhooks] = await Promise.all([
      Promise.all([fleet.start("bots"), fleet.start("bots")]),
      Promise.all([fleet.start("webhooks"), fleet.start("webhooks")]),
    ]);
    await vi.waitUntil(() => fleet.called("setWebhook") === 2, PATIENCE);
    people = await crowd(fleet, 10);
  }, START_MS);

  it("share the work: each has a part of it, and everybody is answered once", async () => {
    await people.ask(6);
    await people.answered();
    for (const member of webhooks) expect(member.asked()).toBeGreaterThan(5);
    for (const member of bots) expect(await member.metric("pawline_turn_seconds_count")).toBeGreaterThan(5);
  });

  it("tell Telegram once for each bot where to post, one for all", async () => {
    expect(await fleet.leases()).toEqual(["webhook:staff", "webhook:telegram"]);
    expect(fleet.called("setWebhook")).toBe(2);
  });

  it("say whether they are ready, each for itself", async () => {
    for (const member of [...bots, ...webhooks]) expect(await member.ready()).toBe(200);
  });

  it(
    "are replaced one by one while people write: nothing is lost, nothing doubled, no lease outlives a process",
    async () => {
      const replace = async (members: Member[], role: Member["role"]) => {
        for (const [index, member] of members.entries()) {
          members[index] = await fleet.start(role);
          expect(await member.end()).toBe(0);
          // Its successors hold what it held.
          await expect.poll(fleet.leases, PATIENCE).toEqual(["webhook:staff", "webhook:telegram"]);
        }
      };
      await people.ask(12, () => replace(webhooks, "webhooks"));
      await people.ask(12, () => replace(bots, "bots"));
      await people.answered();
      expect(await inHand(fleet)).toBe(0);
      expect(fleet.log).toEqual([]);
    },
    START_MS,
  );

  it("say that they are not ready before they close, and give back every lease when they end", async () => {
    const [first, second] = webhooks;
    const ending = first?.end();
    await expect.poll(() => first?.ready(), { interval: 20 }).toBe(503);
    expect(await ending).toBe(0);
    await people.ask(1);
    await people.answered();
    expect(await second?.end()).toBe(0);
    expect(await fleet.leases()).toEqual([]);
  });
});

describe("two processes that poll, without Redis", () => {
  const fleet = fleetForFile({ REDIS_URL: "", polls: "yes" });
  let polling: Member[] = [];
  let people: Awaited<ReturnType<typeof crowd>>;
  beforeAll(async () => {
    await fleet.start("bots");
    polling = [await fleet.start("webhooks"), await fleet.start("webhooks")];
    people = await crowd(fleet, 5);
  }, START_MS);

  it("answer everybody once; one polls each bot, and another goes on at once when it ends", async () => {
    await people.ask(4);
    await people.answered();
    expect(await fleet.leases()).toEqual(["poll:staff", "poll:telegram"]);
    for (const member of polling.slice(0, 1)) {
      await people.ask(4, () => member.end());
      await people.answered();
    }
    await expect.poll(fleet.leases, PATIENCE).toEqual(["poll:staff", "poll:telegram"]);
    // A second poller would have been answered 409, which is a warning.
    expect(fleet.log).toEqual([]);
  });
});
