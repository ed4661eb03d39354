import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { activate } from "../../core/consultations/activate.ts";
import { take } from "../../core/consultations/take.ts";
import { expectFile } from "../../core/messaging/files.ts";
import { receive } from "../../core/messaging/intake.ts";
import { claimHeads } from "../../core/messaging/lanes.ts";
import { queue } from "../../core/messaging/outbox.ts";
import { startWhatsApp, stopWhatsApp } from "../../core/messaging/whatsapp-switch.ts";
import { watchService } from "../../core/operation/watch.ts";
import { createMetrics } from "../../core/platform/metrics.ts";
import { setTimer } from "../../core/platform/timers.ts";
import { practice, type Practice } from "../support/practice.ts";

let clinic: Practice;
const metrics = createMetrics();
beforeAll(async () => {
  clinic = await practice();
  watchService(clinic.core, metrics);
});
afterAll(() => clinic.drop());
beforeEach(async () => {
  await clinic.core.db.$executeRaw`truncate inbox, outbox, file, timer, lease, delivery cascade`;
});

/** What a metric says now, by its labels. */
async function told(name: string): Promise<Record<string, number>> {
  const lines = (await metrics.text()).matchAll(/^pawline_(\w+)(?:\{\w+="([^"]*)"\})? (\S+)$/gm);
  return Object.fromEntries(
    [...lines].flatMap(([, metric, label = "", value]) => (metric === name ? [[label, Number(value)]] : [])),
  );
}

const SECOND = 1000;
const say = (to: string) =>
  queue(clinic.core, { to, operation: { op: "send", content: { kind: "text", text: "Good evening" } } });

it("tells for how long work waits for a process, and not of what waits for something else", async () => {
  const { core, clock } = clinic;
  const anna = await clinic.owner();
  await receive(core, [{ channel: "telegram", externalId: "1", from: "77", body: {} }]);
  await say(anna);
  // The second of a lane waits for the first, and nobody else can do anything for it.
  await say(anna);
  await expectFile(core, { personId: anna, channel: "telegram", kind: "photo", ref: "1" });
  await setTimer(core, { key: "1", kind: "x", dueAt: clock.now(), payload: {} });
  await setTimer(core, {
    key: "2",
    kind: "x",
    dueAt: new Date(clock.now().getTime() + 60 * SECOND),
    payload: {},
  });
  clock.advance(20 * SECOND);
  expect(await told("queue_length")).toEqual({ inbox: 1, outbox: 1, files: 1, timers: 1, payments: 0 });
  expect(await told("queue_age_seconds")).toEqual({
    inbox: 20,
    outbox: 20,
    files: 20,
    timers: 20,
    payments: 0,
  });

  const [claimed] = await claimHeads(core, ["telegram"], { limit: 1, underWay: [] });
  expect(claimed?.personId).toBe(anna);
  expect(await told("queue_length")).toMatchObject({ outbox: 0 });
  // Whoever had it died: it waits since then.
  clock.advance(100 * SECOND);
  expect(await told("queue_age_seconds")).toMatchObject({ outbox: 10, inbox: 120 });
});

it("leaves out chats that are paused and channels that are switched off", async () => {
  const { core, clock } = clinic;
  const max = await clinic.owner("Max");
  await say(max);
  const pausedUntil = new Date(clock.now().getTime() + 60 * SECOND);
  await core.db.identity.updateMany({ where: { personId: max }, data: { pausedUntil } });
  clock.advance(SECOND);
  expect(await told("queue_length")).toMatchObject({ outbox: 0 });
  clock.advance(60 * SECOND);
  expect(await told("queue_length")).toMatchObject({ outbox: 1 });
  expect(await told("stopped_channels")).toEqual({});
  await stopWhatsApp(core, null);
  expect(await told("stopped_channels")).toEqual({ whatsapp: 1 });
  await startWhatsApp(core, null);
});

it("tells how long the owner who waits longest has waited for a vet", async () => {
  const { core, clock } = clinic;
  const vet = await clinic.staff("Vera");
  const owner = await clinic.owner();
  const begun = await activate(core, owner, {
    entitlement: await clinic.entitlement(owner),
    pet: await clinic.pet(owner),
    complaint: { text: "Limps", files: [] },
  });
  if (begun.kind !== "activated") throw new Error(begun.kind);
  clock.advance(90 * SECOND);
  expect(await told("answer_waiting")).toEqual({ "": 1 });
  expect(await told("answer_waiting_seconds")).toEqual({ "": 90 });
  await take(core, vet, begun.consultation);
  clock.advance(10 * SECOND);
  expect(await told("answer_waiting_seconds")).toEqual({ "": 100 });
  await core.db.consultation.updateMany({ data: { state: "active", answeredAt: clock.now() } });
  expect(await told("answer_waiting")).toEqual({ "": 0 });
  expect(await told("answer_waiting_seconds")).toEqual({ "": 0 });
});

it("counts what may not have arrived for an hour, and says what is left of leases without a number in it", async () => {
  const { core, clock } = clinic;
  const person = await clinic.owner();
  const delivery = (outcome: "sent" | "uncertain") => ({
    id: core.ids(),
    personId: person,
    laneId: person,
    channel: "telegram" as const,
    outcome,
    tries: 1,
    at: clock.now(),
  });
  await core.db.delivery.createMany({ data: [delivery("sent"), delivery("uncertain")] });
  expect(await told("uncertain_deliveries")).toEqual({ "": 1 });
  clock.advance(3_601 * SECOND);
  expect(await told("uncertain_deliveries")).toEqual({ "": 0 });

  await core.db.$executeRaw`insert into lease (name, holder, until) values
    ('poll:telegram', 'a', clock_timestamp() + interval '10 seconds'),
    ('whatsapp:79990001122', 'a', clock_timestamp() - interval '1 minute')`;
  const leases = await told("lease_seconds");
  expect(Object.keys(leases).toSorted()).toEqual(["poll:telegram", "whatsapp"]);
  expect(leases["poll:telegram"]).toBeCloseTo(10, -1);
  expect(leases["whatsapp"]).toBeLessThan(-50);
});
