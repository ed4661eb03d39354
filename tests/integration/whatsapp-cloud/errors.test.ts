import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { CloudDriver } from "../../../bots/whatsapp/cloud/driver.ts";
import { freePort } from "../../../sandbox/postgres/ports.ts";
import { rigForFile } from "./rig.ts";

const rig = await rigForFile();
const { sandbox, newcomer, alerts } = rig;

const HELLO = { content: { kind: "text", text: "hello" } } as const;
const PHOTO = {
  content: { kind: "media", as: "image", bytes: new Uint8Array(10), mime: "image/jpeg", name: "photo.jpg" },
} as const;
/** Short enough to wait for an answer that never comes. */
const SHORT_MS = 400;
const later = (ms: number, chat = false) => ({ kind: "later", ms, chat });

async function attempt(
  fault: Parameters<typeof sandbox.fault>[0],
  message: typeof HELLO | typeof PHOTO = HELLO,
) {
  const anna = await newcomer();
  await anna.say("hi");
  await sandbox.fault({ bot: "whatsapp", method: "messages", ...fault });
  const driver = rig.driverWith(fault.type === "stall" ? { timeoutMs: SHORT_MS } : {});
  return { outcome: await driver.send(anna.address, message), anna, driver };
}

describe("an error of Meta's", () => {
  it.each([1, 2, 4, 80007, 130429, 131000, 131016, 133004])("%i is tried again in seconds", async (code) => {
    expect((await attempt({ type: "error", code })).outcome).toEqual(later(5_000));
    expect(alerts).toEqual([]);
  });

  it.each([131048, 131057])("%i is tried again in minutes", async (code) => {
    expect((await attempt({ type: "error", code })).outcome).toEqual(later(300_000));
  });

  it("131056 has this person wait for six seconds, and nobody else", async () => {
    const { outcome, driver } = await attempt({ type: "error", code: 131056 });
    expect(outcome).toEqual(later(6_000, true));
    const boris = await newcomer();
    await boris.say("hi");
    expect((await driver.send(boris.address, HELLO)).kind).toBe("sent");
  });

  it("131047 says that the person has to write first", async () => {
    expect((await attempt({ type: "error", code: 131047 })).outcome).toEqual({ kind: "closed" });
  });

  it.each([0, 10, 190, 200, 299, 368, 131031, 131042])(
    "%i stops all sending and calls for somebody, until a minute has passed",
    async (code) => {
      const { outcome, driver, anna } = await attempt({ type: "error", code });
      expect(outcome).toEqual(later(60_000));
      expect(alerts).toEqual([code]);
      const waits = await driver.send(anna.address, HELLO);
      expect(waits).toMatchObject({ kind: "later", chat: false });
      expect(await driver.send(anna.address, PHOTO)).toMatchObject({ kind: "later" });
      await rig.clock.advance(61_000);
      expect((await driver.send(anna.address, HELLO)).kind).toBe("sent");
      expect(alerts).toEqual([code]);
      await rig.clock.reset();
    },
  );

  it.each([
    [131026, "blocked"],
    [131053, "unreadable"],
    [100, "rejected"],
    [131008, "rejected"],
    [131009, "rejected"],
    [131021, "rejected"],
    [131030, "rejected"],
    [131049, "rejected"],
    [131051, "rejected"],
    [131062, "rejected"],
    [132000, "rejected"],
    [132001, "rejected"],
    [133010, "rejected"],
    [999_999, "rejected"],
  ])("%i is final: %s", async (code, reason) => {
    expect((await attempt({ type: "error", code })).outcome).toEqual({ kind: "refused", reason });
  });
});

describe("an answer without Meta's words", () => {
  it.each([500, 502, 503, 429])("%i is tried again", async (code) => {
    expect((await attempt({ type: "error", code })).outcome).toEqual(later(5_000));
  });

  it("401 stops and calls for somebody", async () => {
    expect((await attempt({ type: "error", code: 401 })).outcome).toEqual(later(60_000));
    expect(alerts).toEqual([undefined]);
  });

  it("413 is a file that is too big", async () => {
    const { outcome } = await attempt({ type: "error", code: 413, method: "media" }, PHOTO);
    expect(outcome).toEqual({ kind: "refused", reason: "too_big" });
  });
});

describe("no answer", () => {
  it("before the request left: later", async () => {
    const account = { ...rig.account, root: `http://127.0.0.1:${await freePort()}` };
    const driver = rig.driverWith({ account });
    expect(await driver.send("1", HELLO)).toEqual(later(2_000));
  });

  it.each([
    ["reset", "before"],
    ["reset", "after"],
    ["stall", "before"],
    ["stall", "after"],
  ] as const)("%s %s it took effect: nobody knows", async (type, when) => {
    const { outcome, anna } = await attempt({ type, when });
    expect(outcome).toEqual({ kind: "unknown" });
    expect((await anna.messages()).filter(({ by }) => by === "bot")).toHaveLength(when === "after" ? 1 : 0);
  });

  it.each(["before", "after"] as const)(
    "to an upload (%s it took effect): later, as it does no harm twice",
    async (when) => {
      const { outcome } = await attempt({ type: "reset", when, method: "media" }, PHOTO);
      expect(outcome).toEqual(later(2_000));
    },
  );

  it.each(["{}", '{"messages": []}', "<html>"])(
    "but a success that nobody understands, %s: nobody knows",
    async (said) => {
      const server = createServer((_request, response) => response.end(said));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      onTestFinished(() => void server.close());
      const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const driver = rig.driverWith({ account: { ...rig.account, root } });
      expect(await driver.send("1", HELLO)).toEqual({ kind: "unknown" });
    },
  );
});

describe("the pace", () => {
  const burst = async (first: CloudDriver, ...others: CloudDriver[]) => {
    const drivers = [first, ...others];
    const anna = await newcomer();
    await anna.say("hi");
    const since = performance.now();
    const outcomes = await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        (drivers[index % drivers.length] ?? first).send(anna.address, HELLO),
      ),
    );
    const sent = outcomes.filter((outcome) => outcome.kind === "sent").length;
    return { sent, outcomes, ms: performance.now() - since };
  };

  it("spreads a burst", async () => {
    const { sent, ms } = await burst(rig.driverWith());
    expect(ms).toBeGreaterThan(1_400);
    expect(sent).toBeGreaterThan(110);
  });

  it("of several processes together is held by Meta, and what was too much goes later", async () => {
    const { outcomes } = await burst(rig.driverWith(), rig.driverWith(), rig.driverWith(), rig.driverWith());
    expect(outcomes).toContainEqual(later(5_000));
  });
});
