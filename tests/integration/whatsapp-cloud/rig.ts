/** A person's phone, the simulated Cloud API, our webhook and our driver: all of it real but Meta. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeEach } from "vitest";
import { cloudDriver, type CloudDriverOptions } from "../../../bots/whatsapp/cloud/driver.ts";
import { timers } from "../../../bots/whatsapp/cloud/failed.ts";
import { readCloud } from "../../../bots/whatsapp/cloud/read.ts";
import type { WhatsAppEvent } from "../../../bots/whatsapp/event.ts";
import { whatsappMessenger } from "../../../bots/whatsapp/messenger.ts";
import type { Voice } from "../../../bots/voice.ts";
import type { Content } from "../../../core/messaging/content.ts";
import { deliveries } from "../../../core/messaging/delivery.ts";
import type { Operation } from "../../../core/messaging/operation.ts";
import { queue } from "../../../core/messaging/outbox.ts";
import type { Core } from "../../../core/platform/core.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { createMetrics } from "../../../core/platform/metrics.ts";
import { runTimers } from "../../../core/platform/run-timers.ts";
import { openJson } from "../../../core/platform/sealed.ts";
import { createClock } from "../../../sandbox/clock.ts";
import { connect } from "../../../sandbox/control/client.ts";
import type { Seat } from "../../../sandbox/control/seat.ts";
import { startControl } from "../../../sandbox/control/server.ts";
import { startTelegram } from "../../../sandbox/telegram/server.ts";
import { cloudAddress } from "../../../sandbox/whatsapp/cloud/ids.ts";
import { startCloudApi } from "../../../sandbox/whatsapp/cloud/server.ts";
import { createHub } from "../../../sandbox/whatsapp/hub.ts";
import { whatsappIntake } from "../../../webhooks/whatsapp/intake.ts";
import { WHATSAPP_PATH, whatsappRoutes } from "../../../webhooks/whatsapp/route.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";
import { performFile, type TestFile } from "../../support/whatsapp.ts";

export const HOUR = 3_600_000;
export const TEMPLATE = { name: "pawline_reopen", languages: { ru: "ru", en: "en" }, fallback: "ru" };
const VERSION = "v24.0";

const voice: Voice = {
  frame: ({ author }) => ({ header: author }),
  notice: (notice) => ({ text: `notice ${notice.kind}${"reason" in notice ? ` ${notice.reason}` : ""}` }),
};

let people = 5000;

/** One for a test file. At its end the simulator must not have failed. */
export async function rigForFile() {
  const clock = createClock();
  const telegram = await startTelegram({ clock, strict: true });
  const hub = createHub(telegram.world);
  const control = await startControl({
    telegram,
    whatsapp: hub,
    clock,
    service: { pending: () => Promise.resolve({}) },
    reset: () => Promise.resolve(),
  });
  const sandbox = connect(control.url, { settle: false });
  const cloud = await startCloudApi({ hub });
  const { db, drop } = await testDatabase();
  const woken: string[] = [];
  const core: Core = {
    ...testCore(db),
    clock: { now: clock.now, onJump: () => () => undefined },
    wake: (topic) => void woken.push(topic),
  };
  const metrics = createMetrics();

  const { phoneId, appSecret, verifyToken, token } = cloud.settings;
  const intake = whatsappIntake(core, { phoneId }, { log: silentLog, metrics });
  let missed = 0;
  const app = express();
  app.use((_request, response, next) => void (missed-- > 0 ? response.sendStatus(502) : next()));
  app.use(whatsappRoutes({ intake, appSecret, verifyToken }));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}${WHATSAPP_PATH}`;

  const alerts: (number | undefined)[] = [];
  const account = { root: cloud.url, version: VERSION, phoneId, token };
  const driverWith = (more: Partial<CloudDriverOptions> = {}) =>
    cloudDriver({
      account,
      clock: core.clock,
      template: TEMPLATE,
      alert: (code) => alerts.push(code),
      ...more,
    });

  afterAll(async () => {
    await cloud.close();
    await control.close();
    const { violations } = telegram.world;
    await telegram.close();
    server.closeAllConnections();
    server.close();
    await drop();
    if (violations.length > 0) throw new Error(violations.join("\n"));
  });
  beforeEach(async () => {
    await sandbox.clearFaults();
    Object.assign(cloud.settings, { window: "answer", coexistence: true });
    alerts.length = 0;
  });

  /** Somebody with WhatsApp: their seat, and where an answer goes. */
  async function newcomer(whatsapp: "both" | "phone" | "hidden" = "both") {
    const id = ++people;
    const person = await sandbox.person({ id, first_name: "Anna", last_name: "K", phone: `+7999${id}001` });
    const record = hub.world.people.get(id);
    if (record && whatsapp !== "both") record.whatsapp = whatsapp;
    const { phone, user } = cloudAddress(record ?? person.person);
    const seat: Seat = person.at("whatsapp");
    return { ...seat, id, phone, address: user ?? phone ?? "" };
  }

  /** One who has just written, so that we may: their message is `said`. */
  async function writer() {
    const anna = await newcomer();
    const { id } = await anna.say("hi");
    return { ...anna, said: id };
  }

  /** A message as WhatsApp keeps it. */
  const rawOf = (person: number, number: number | undefined) =>
    hub.chats.get(person)?.messages.get(number ?? -1);

  /** A file as a vet sent it, on its way through the messenger; a photo unless it says otherwise. */
  async function passed(file: Partial<TestFile>, driver = driverWith()) {
    const anna = await writer();
    const whole = {
      kind: "photo",
      bytes: new Uint8Array(1000).fill(7),
      mime: "image/jpeg",
      ...file,
    } as const;
    const outcome = await performFile(driver, anna.address, whole);
    return { outcome, messages: (await anna.messages()).filter(({ by }) => by === "bot") };
  }

  /** What the inbox holds of the person behind an address, as the bot will read it. */
  async function events(address: string): Promise<WhatsAppEvent[]> {
    const rows = await db.inbox.findMany({
      where: { personId: (await personOf(address)) ?? core.ids() },
      orderBy: { seq: "asc" },
    });
    return rows.flatMap(({ externalId, sealed }) => {
      const body = openJson<{ via: string; value: unknown }>(
        core.keys,
        `inbox:whatsapp:${externalId}`,
        sealed,
      );
      return readCloud(body.value) ?? [];
    });
  }

  async function personOf(address: string): Promise<string | undefined> {
    const where = { channel_externalId: { channel: "whatsapp", externalId: address } } as const;
    return (await db.identity.findUnique({ where }))?.personId;
  }

  /** All that has happened on phones has reached the webhook. */
  async function told(): Promise<void> {
    while (hub.queue.length > 0 || cloud.busy()["whatsapp cloud: reports"])
      await new Promise((resolve) => setTimeout(resolve, 2));
  }

  /** Deliveries as the service has them, over a driver of its own. */
  function outbox(driver = driverWith()) {
    const messengers = { whatsapp: whatsappMessenger(driver, voice) };
    const wakeAt = () => undefined;
    const out = deliveries(core, { messengers, log: silentLog, metrics, wakeAt });
    return {
      /** Sends what can be sent at this moment of the clock. */
      async drain(): Promise<void> {
        for (;;) {
          woken.length = 0;
          await out.drain();
          while (!out.idle()) await new Promise((resolve) => setImmediate(resolve));
          if (!woken.includes("deliveries")) return;
        }
      },
      /** Takes reports of failures, then sends what they made wait no longer. */
      async settle(): Promise<void> {
        await told();
        await runTimers(core, { handlers: timers, log: silentLog, wakeAt });
        await this.drain();
      },
    };
  }

  /** A vet's words for an owner, queued as the desk does; returns the conversation and the vet. */
  async function fromVet(to: string, content: Content) {
    const [vet, conversation, message] = [core.ids(), core.ids(), core.ids()];
    const createdAt = core.clock.now();
    await db.person.create({ data: { id: vet, channel: "staff", createdAt } });
    await db.identity.create({ data: { channel: "staff", externalId: vet, personId: vet, createdAt } });
    await db.conversation.create({
      data: { id: conversation, kind: "consultation", ownerId: to, createdAt },
    });
    await db.message.create({
      data: {
        id: message,
        conversationId: conversation,
        authorId: vet,
        side: "staff",
        sealed: new Uint8Array(),
        createdAt,
      },
    });
    const operation: Operation = { op: "send", content };
    await queue(core, { to, channel: "whatsapp", conversation, message: { id: message }, operation });
    return { vet, conversation, message };
  }

  /** What waits to be told to somebody of the staff. */
  async function noticesFor(vet: string): Promise<unknown[]> {
    const rows = await db.outbox.findMany({ where: { personId: vet }, orderBy: { seq: "asc" } });
    return rows.map(({ id, sealed }) => {
      const operation = openJson<Operation>(core.keys, `outbox:${id}`, sealed);
      return operation.op === "notice" ? operation.notice : operation;
    });
  }

  return {
    /** So many of the next requests do not reach us. */
    away: (requests: number) => void (missed = requests),
    clock,
    hub,
    sandbox,
    cloud,
    account,
    core,
    db,
    metrics,
    webhook,
    alerts,
    driverWith,
    newcomer,
    writer,
    rawOf,
    passed,
    events,
    personOf,
    told,
    outbox,
    fromVet,
    noticesFor,
  };
}
