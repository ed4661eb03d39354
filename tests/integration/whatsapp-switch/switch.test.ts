import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "../../../core/commands/run.ts";
import { relay } from "../../../core/messaging/relay.ts";
import { queue } from "../../../core/messaging/outbox.ts";
import { startWhatsApp, stopWhatsApp, whatsappStop } from "../../../core/messaging/whatsapp-switch.ts";
import { transact } from "../../../core/platform/core.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";
import { staffChat, type Told } from "../payments/administrator.ts";

const HOUR = 3_600_000;
const { db, drop } = await testDatabase();
afterAll(drop);
const core = testCore(db, { whatsappDriver: "cloud" });
const admin = await staffChat(core, "administrator");
const second = await staffChat(core, "administrator");
const vet = await staffChat(core, "vet");

beforeEach(async () => {
  await db.$executeRaw`truncate channel_stop, whatsapp_state cascade`;
  await Promise.all([admin.look(), second.look(), vet.look()]);
});

const first = ([told]: readonly Told[]): Told => {
  if (!told) throw new Error("nothing was told");
  return told;
};
const labels = ({ menu }: Told) => menu.flat().map(({ label }) => label);
const texts = (told: readonly Told[]) => told.map(({ text }) => text);

/** An owner on WhatsApp whose case this vet has. */
async function caseOf(staffId: string) {
  const [ownerId, id] = [randomUUID(), randomUUID()];
  const createdAt = core.clock.now();
  const identities = { create: { channel: "whatsapp", externalId: ownerId, createdAt } } as const;
  await db.person.create({ data: { id: ownerId, channel: "whatsapp", createdAt, identities } });
  const conversation = { id, kind: "support", ownerId, staffId, open: true } as const;
  await db.conversation.create({ data: { ...conversation, createdAt } });
  return {
    ownerId,
    writes: (text: string) =>
      transact(core, (core) =>
        relay(core, {
          conversation,
          author: staffId,
          side: "staff",
          content: { kind: "text", text },
          places: [{ channel: "staff", chat: staffId, externalId: randomUUID() }],
        }),
      ),
  };
}

/** What the command says. */
async function shell(...args: string[]) {
  const lines: string[] = [];
  const code = await runCommand("whatsapp", args, {
    print: (line) => void lines.push(line),
    env: {
      OWNER_BOT_TOKEN: "4200000001:owner-bot-of-a-test",
      STAFF_BOT_TOKEN: "4200000002:staff-bot-of-a-test",
      DATABASE_URL: "postgresql://127.0.0.1:1/nowhere",
      SECRETS_KEY: Buffer.alloc(32).toString("base64"),
    },
    live: () => Promise.resolve({ core, real: true, close: () => Promise.resolve() }),
  });
  return { code, told: lines.join("\n") };
}

describe("an administrator", () => {
  it("switches WhatsApp off after a question, and on again; the others are told who it was", async () => {
    const page = first(await admin.command("whatsapp"));
    expect(page.text).toBe("🟢 WhatsApp is on.\nNothing waits to be sent.");
    const question = first(await admin.press(page, "Switch WhatsApp off"));
    expect(question.text).toMatch(/^Switch WhatsApp off for everybody\?/);
    expect(await whatsappStop(core)).toBeUndefined();
    expect(labels(first(await admin.press(question, "No, leave it on")))).toEqual(["Switch WhatsApp off"]);

    const done = first(await admin.press(question, "Yes, switch it off"));
    expect(done.text).toMatch(/^🔴 WhatsApp is switched off, also after a restart/);
    expect(await whatsappStop(core)).toEqual({ since: core.clock.now(), by: "Maria", reason: null });
    const notice = first(await second.look());
    expect(notice.text).toMatch(/^🔴 WhatsApp was switched off by Maria\./);
    expect(labels(notice)).toEqual(["Open WhatsApp's switch"]);
    expect(await vet.look()).toEqual([]);

    const off = first(await second.press(notice, "Open WhatsApp's switch"));
    expect(off.text).toMatch(/^🔴 WhatsApp has been switched off since .* by Maria\./);
    expect(first(await second.press(off, "Switch WhatsApp on")).text).toMatch(/^🟢 WhatsApp is on again\./);
    expect(texts(await admin.look())).toEqual(["🟢 WhatsApp was switched on by Maria.\nNothing had waited."]);
    expect(await whatsappStop(core)).toBeUndefined();
  });

  it("finds with an old button what another has done meanwhile, and does it once", async () => {
    const question = first(await admin.pressData("whatsapp:stop"));
    await stopWhatsApp(core, second.id);
    expect(first(await admin.press(question, "Yes, switch it off")).text).toMatch(/by Maria\./);
    expect(await db.channelStop.count()).toBe(1);
    await startWhatsApp(core, second.id);
    expect(first(await admin.pressData("whatsapp:start")).text).toBe("🟢 WhatsApp is on.");
  });

  it("is the only one who may", async () => {
    for (const data of ["whatsapp", "whatsapp:stop:yes", "whatsapp:start"])
      expect(first(await vet.pressData(data)).text).toMatch(/administrator/);
    expect(await whatsappStop(core)).toBeUndefined();
  });

  it("pairs nothing while it is off", async () => {
    await stopWhatsApp(core, second.id);
    expect(first(await admin.pressData("pair")).text).toMatch(/^🔴 WhatsApp has been switched off/);
  });
});

describe("what is for owners while it is off", () => {
  it("waits, and its vet is told once in each conversation", async () => {
    const [one, two] = [await caseOf(vet.id), await caseOf(vet.id)];
    await one.writes("sent a moment before");
    expect(await vet.look()).toEqual([]);
    await stopWhatsApp(core, admin.id);
    expect(texts(await vet.look())).toEqual([expect.stringMatching(/^⏳ Not sent yet: an administrator/)]);
    await one.writes("and this");
    expect(await vet.look()).toEqual([]);
    await two.writes("to another");
    await two.writes("once more");
    expect(await vet.look()).toHaveLength(1);

    await startWhatsApp(core, admin.id);
    await one.writes("on again");
    expect(await vet.look()).toEqual([]);
    await stopWhatsApp(core, admin.id);
    expect(await vet.look()).toHaveLength(2);
  });

  it("does not grow old meanwhile", async () => {
    await db.outbox.deleteMany();
    const { ownerId } = await caseOf(vet.id);
    const operation = { op: "send", content: { kind: "text", text: "hello" } } as const;
    const ages = async () =>
      (await db.outbox.findMany({ where: { personId: ownerId }, orderBy: { seq: "asc" } })).map(
        ({ createdAt }) => core.clock.now().getTime() - createdAt.getTime(),
      );
    await queue(core, { to: ownerId, operation });
    core.clock.advance(HOUR);
    await stopWhatsApp(core, admin.id);
    core.clock.advance(50 * HOUR);
    await queue(core, { to: ownerId, operation });
    core.clock.advance(50 * HOUR);
    expect(await startWhatsApp(core, admin.id)).toEqual({ kind: "started", waiting: 2 });
    expect(await ages()).toEqual([HOUR, 0]);
  });
});

describe("the shell", () => {
  it("stops, tells the state and starts, without a word from Telegram", async () => {
    expect((await shell("stop", "--reason", "the number was reported")).told).toMatch(
      /^WhatsApp is switched off/,
    );
    expect(first(await admin.look()).text).toMatch(
      /^🔴 WhatsApp was switched off by somebody at the server\.\nReason: the number was reported\n/,
    );
    expect((await shell("stop")).told).toMatch(
      /since .* by somebody at the server \(the number was reported\) already\.$/,
    );
    expect((await shell("status")).told).toMatch(/^WhatsApp has been switched off since /);
    expect((await shell("start")).told).toMatch(/^WhatsApp is on again; /);
    expect(first(await second.look()).text).toMatch(/^🔴/);
    expect(await shell("start")).toEqual({ code: 0, told: "WhatsApp was not switched off." });
    expect((await shell("status")).told).toMatch(/^WhatsApp is not switched off\./);
  });

  it("explains itself", async () => {
    for (const args of [[], ["halt"], ["stop", "now"], ["start", "--reason", "why not"], ["stop", "--force"]])
      expect(await shell(...args)).toMatchObject({
        code: 1,
        told: expect.stringContaining("npm run whatsapp -- stop"),
      });
    expect((await shell("stop", "--reason", "x".repeat(201))).code).toBe(1);
    expect(await whatsappStop(core)).toBeUndefined();
  });
});
