import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { unlink } from "../../../core/accounts/link/unlink.ts";
import { register } from "../../../core/accounts/register.ts";
import { sealDialog } from "../../../core/messaging/dialog-state.ts";
import { anna as profile } from "../../support/accounts.ts";
import { rigForFile } from "./rig.ts";

const rig = await rigForFile();
const { core, db, hub, newcomer, events, personOf, told, fromVet, noticesFor, cloud } = rig;
await cloud.subscribe(rig.webhook);

beforeEach(async () => {
  await db.staff.deleteMany();
});

const words = (text: string) => ({ kind: "text", text }) as const;
type Somebody = Awaited<ReturnType<typeof newcomer>>;

/** What Meta tells of them from now on: their number, its own id of them, or both. */
const shows = ({ id }: Somebody, whatsapp: "phone" | "hidden" | "lid") => {
  const record = hub.world.people.get(id);
  if (record) record.whatsapp = whatsapp;
};

/** Somebody whom we met under their number and under Meta's id, and know as two. */
async function metTwice() {
  const somebody = await newcomer("phone");
  await somebody.say("by number");
  await told();
  shows(somebody, "hidden");
  await somebody.say("by id");
  await told();
  const number = somebody.phone ?? "";
  const row = await db.identity.findFirstOrThrow({
    orderBy: { createdAt: "desc" },
    where: { externalId: { startsWith: "RU." } },
  });
  const own = row.externalId;
  const [byNumber, byId] = [await personOf(number), await personOf(own)];
  if (byNumber === undefined || byId === undefined || byNumber === byId) throw new Error("they are not two");
  return { ...somebody, number, own, byNumber, byId };
}
type Twins = Awaited<ReturnType<typeof metTwice>>;

/** Both names come together. */
async function meets(somebody: Twins, text = "both"): Promise<void> {
  shows(somebody, "lid");
  await somebody.say(text);
  await told();
}

const shown = async (to: Somebody) =>
  (await to.messages()).filter(({ by }) => by === "bot").map(({ text }) => text);
const texts = async (name: string) =>
  (await events(name)).map(
    (event) => event.kind === "message" && event.content.kind === "text" && event.content.text,
  );

let numbers = 0;
const opensAccount = async (person: string) =>
  expect(
    await register(core, person, { ...profile, phone: `+7999123${String(1000 + numbers++)}` }),
  ).toMatchObject({ kind: "ok" });

async function administrator(): Promise<string> {
  const id = core.ids();
  const createdAt = core.clock.now();
  const identities = { create: { channel: "staff", externalId: id, createdAt } } as const;
  await db.person.create({ data: { id, channel: "staff", createdAt, identities } });
  await db.staff.create({ data: { id, name: "Maria", roles: ["administrator"], joinedAt: createdAt } });
  return id;
}

async function onTelegram(personId: string): Promise<void> {
  const createdAt = core.clock.now();
  await db.identity.create({ data: { channel: "telegram", externalId: personId, personId, createdAt } });
}

describe("somebody met under two names", () => {
  it("is one as soon as both come together: what they wrote, what is for them, and the dialog they are in", async () => {
    const anna = await metTwice();
    const { message } = await fromVet(anna.byId, words("long ago"));
    await rig.outbox().drain();
    const { vet } = await fromVet(anna.byId, words("for the one behind the id"));
    const dialog = { personId: anna.byId, channel: "whatsapp", updatedAt: core.clock.now() } as const;
    await db.dialog.create({
      data: { ...dialog, sealed: sealDialog(core, anna.byId, { flow: "register" }) },
    });
    await meets(anna);

    const person = await personOf(anna.number);
    expect(person).toBe(anna.byNumber);
    expect(await db.identity.count({ where: { externalId: anna.own } })).toBe(0);
    expect((await db.person.findUniqueOrThrow({ where: { id: anna.byId } })).mergedIntoId).toBe(person);
    expect(await db.dialog.count({ where: { personId: anna.byNumber } })).toBe(1);
    // The first of each queue is moved by its turn.
    expect(await texts(anna.number)).toEqual(["by number", "both"]);
    await rig.outbox().drain();
    expect(await shown(anna)).toEqual(["long ago", "for the one behind the id"]);
    expect(await db.messageCopy.findMany({ where: { messageId: message } })).toMatchObject([
      { chat: anna.number },
    ]);
    expect(await noticesFor(vet)).toEqual([]);

    for (const as of ["phone", "hidden"] as const) {
      shows(anna, as);
      await anna.say(as);
      await told();
    }
    expect(await texts(anna.number)).toEqual(["by number", "both", "phone", "hidden"]);
    const { vet: second } = await fromVet(anna.byNumber, words("to the one"));
    await rig.outbox().drain();
    expect((await shown(anna)).at(-1)).toBe("to the one");
    expect(await noticesFor(second)).toEqual([]);
  });

  it("keeps the account that one of them has, whichever it is", async () => {
    for (const which of ["byNumber", "byId"] as const) {
      const anna = await metTwice();
      await opensAccount(anna[which]);
      await onTelegram(anna[which]);
      await meets(anna);
      expect((await personOf(anna.number)) ?? (await personOf(anna.own))).toBe(anna[which]);
      const left = await db.identity.findMany({
        where: { personId: anna[which] },
        orderBy: { channel: "asc" },
      });
      expect(left.map(({ channel }) => channel)).toEqual(["telegram", "whatsapp"]);
      const { vet } = await fromVet(anna[which], words(`to the account ${which}`));
      await rig.outbox().drain();
      expect(await shown(anna)).toEqual([`to the account ${which}`]);
      expect(await noticesFor(vet)).toEqual([]);
    }
  });

  it("stays two where both have an account, administrators are told once, and one is left when one lets WhatsApp go", async () => {
    const admin = await administrator();
    const anna = await metTwice();
    for (const person of [anna.byNumber, anna.byId]) {
      await opensAccount(person);
      await onTelegram(person);
    }
    await meets(anna);
    await meets(anna, "again");
    expect(await personOf(anna.number)).toBe(anna.byNumber);
    expect(await personOf(anna.own)).toBe(anna.byId);
    expect(await noticesFor(admin)).toEqual([
      {
        kind: "whatsappTwins",
        accounts: [expect.stringMatching(/, \+7999123/), expect.stringMatching(/, \+7999123/)],
      },
    ]);

    expect(await unlink(core, anna.byId, "whatsapp")).toMatchObject({ kind: "unlinked" });
    await meets(anna, "after it");
    expect(await personOf(anna.number)).toBe(anna.byNumber);
    expect(await personOf(anna.own)).toBeUndefined();
    expect(await texts(anna.number)).toContain("after it");
    expect(await noticesFor(admin)).toHaveLength(1);
  });

  it("stays two where the number has an account and has come to somebody who had another one", async () => {
    const anna = await metTwice();
    await opensAccount(anna.byNumber);
    const alias = {
      channel: "whatsapp",
      alias: "447700900123",
      externalId: anna.own,
      preferred: false,
    } as const;
    await db.alias.create({ data: alias });
    await meets(anna);
    expect(await personOf(anna.number)).toBe(anna.byNumber);
    expect(await personOf(anna.own)).toBe(anna.byId);
  });
});

/** A system message, as Meta posts it: signed, and without contacts. */
async function system(message: object): Promise<number> {
  const { phoneId, appSecret } = cloud.settings;
  const value = {
    metadata: { phone_number_id: phoneId },
    messages: [{ type: "system", timestamp: "1732276800", ...message }],
  };
  const body = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{ changes: [{ field: "messages", value }] }],
  });
  const signature = `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
  const headers = { "content-type": "application/json", "x-hub-signature-256": signature };
  return (await fetch(rig.webhook, { method: "POST", headers, body })).status;
}
let notifications = 0;
const changedNumber = (from: string, wa_id: string, id = `wamid.n${++notifications}`) =>
  system({
    id,
    from,
    system: { type: "user_changed_number", wa_id, body: `User Anna changed from ${from} to ${wa_id}` },
  });
const changedId = (from: string, user_id: string) =>
  system({
    id: `wamid.n${++notifications}`,
    system: {
      type: "user_changed_user_id",
      user_id,
      body: `User changed from RU.7 to RU.8 changed from ${from} to ${user_id}`,
    },
  });

describe("somebody whose name at Meta changes", () => {
  it("goes on under the new number, and the old one is somebody else's", async () => {
    const [anna, boris] = [await newcomer("phone"), await newcomer("phone")];
    await anna.say("hi");
    await told();
    const [old = "", next = ""] = [anna.phone, boris.phone];
    const person = (await personOf(old)) ?? "";
    const { message } = await fromVet(person, words("before"));
    await rig.outbox().drain();
    expect(await changedNumber(old, next, "wamid.moved")).toBe(200);
    expect(await personOf(next)).toBe(person);
    expect(await personOf(old)).toBeUndefined();
    expect(await db.messageCopy.findMany({ where: { messageId: message } })).toMatchObject([{ chat: next }]);
    // Told again, long after it has changed once more.
    await changedNumber(next, old);
    await changedNumber(old, next, "wamid.moved");
    expect(await personOf(old)).toBe(person);
  });

  it("is joined with whom they were taken for under the new one", async () => {
    const [anna, boris] = [await newcomer("phone"), await newcomer("phone")];
    const [old = "", next = ""] = [anna.phone, boris.phone];
    await anna.say("from the old one");
    await boris.say("from the new one");
    await told();
    const person = (await personOf(old)) ?? "";
    await opensAccount(person);
    await changedNumber(old, next);
    expect(await personOf(next)).toBe(person);
    expect(await personOf(old)).toBeUndefined();
  });

  it("goes on under Meta's new id of them, whether they were met by it or by the number", async () => {
    const met = await newcomer("hidden");
    await met.say("hi");
    await told();
    const person = await personOf(met.address);
    await changedId(met.address, "RU.900001");
    expect(await personOf("RU.900001")).toBe(person);
    expect(await personOf(met.address)).toBeUndefined();

    const numbered = await newcomer("phone");
    await numbered.say("hi");
    await told();
    shows(numbered, "lid");
    await numbered.say("with both");
    await told();
    const where = { externalId: numbered.phone ?? "" };
    const { alias } = await db.alias.findFirstOrThrow({ where });
    await changedId(alias, "RU.900002");
    expect(await db.alias.findMany({ where })).toMatchObject([{ alias: "RU.900002", preferred: true }]);
  });

  it("says nothing of people who never wrote, and cannot be forged by a name", async () => {
    const before = await db.identity.findMany({ orderBy: { externalId: "asc" } });
    expect(await changedNumber("447700900001", "447700900002")).toBe(200);
    expect(await changedId("RU.55555", "RU.55556")).toBe(200);
    const forged = {
      type: "user_changed_user_id",
      user_id: "RU.1",
      body: `User changed from ${before[0]?.externalId} to RU.1 waved`,
    };
    expect(await system({ id: "wamid.forged", system: forged })).toBe(200);
    expect(await db.identity.findMany({ orderBy: { externalId: "asc" } })).toEqual(before);
  });
});
