import { describe, expect, it } from "vitest";
import { reportFailure } from "../../../core/messaging/late-failure.ts";
import { retryDelivery } from "../../../core/messaging/retry.ts";
import { queue } from "../../../core/messaging/outbox.ts";
import { HOUR, rigForFile } from "./rig.ts";

const rig = await rigForFile();
const { core, db, sandbox, newcomer, personOf, told, fromVet, noticesFor, cloud, clock } = rig;
await cloud.subscribe(rig.webhook);

/** Somebody who has written, and the time that has passed since. */
async function writer(silence = 0) {
  const anna = await newcomer();
  await anna.say("hi");
  await told();
  const id = (await personOf(anna.address)) ?? "";
  await db.inbox.deleteMany({ where: { personId: id } });
  if (silence > 0) await clock.advance(silence);
  return { ...anna, person: id };
}
const words = (text: string) => ({ kind: "text", text }) as const;
type Writer = Awaited<ReturnType<typeof writer>>;
const shown = async (to: Writer) =>
  (await to.messages()).filter(({ by }) => by === "bot").map(({ text }) => text);
const outcomes = async (to: Writer) =>
  (await db.delivery.findMany({ where: { personId: to.person }, orderBy: { at: "asc" } })).map(
    ({ outcome, reason }) => [outcome, reason],
  );
const INVITATION = {
  ru: "Для вас есть сообщение от клиники. Ответьте, и мы его пришлём.",
  en: "There is a message for you from the clinic. Answer, and we will send it.",
};

describe("within 24 hours after a person wrote", () => {
  it("they get what we write", async () => {
    const anna = await writer(23 * HOUR);
    await fromVet(anna.person, words("Come at five"));
    await rig.outbox().drain();
    expect(await shown(anna)).toEqual(["Come at five"]);
  });
});

describe("after 24 hours of silence", () => {
  it("they are invited, their vet is told, and all of it comes in order when they write", async () => {
    const anna = await writer(25 * HOUR);
    const out = rig.outbox();
    const { vet } = await fromVet(anna.person, words("one"));
    await queue(core, {
      to: anna.person,
      channel: "whatsapp",
      operation: { op: "send", content: words("own") },
    });
    await out.drain();
    await out.drain();
    expect(await shown(anna)).toEqual([INVITATION.ru]);
    expect(await noticesFor(vet)).toEqual([{ kind: "waits" }]);
    await anna.say("I am here");
    await told();
    await out.drain();
    expect((await shown(anna)).toSorted()).toEqual(["one", "own", INVITATION.ru].toSorted());
    expect(await outcomes(anna)).toEqual([
      ["sent", null],
      ["sent", null],
    ]);
    expect(await noticesFor(vet)).toHaveLength(1);
  });

  it("the invitation is in their language", async () => {
    const anna = await writer(25 * HOUR);
    await db.person.update({ where: { id: anna.person }, data: { locale: "en" } });
    await fromVet(anna.person, words("hello"));
    await rig.outbox().drain();
    expect(await shown(anna)).toEqual([INVITATION.en]);
  });

  it("one who goes on in silence is invited once a day, and after three days the vet may try again", async () => {
    const anna = await writer(25 * HOUR);
    const out = rig.outbox();
    const { vet } = await fromVet(anna.person, words("one"));
    for (let hours = 0; hours < 71; hours += 1) {
      await out.drain();
      await clock.advance(HOUR);
    }
    expect(await shown(anna)).toEqual([INVITATION.ru, INVITATION.ru, INVITATION.ru]);
    await clock.advance(2 * HOUR);
    await out.drain();
    expect(await outcomes(anna)).toEqual([["refused", "window"]]);
    const [, refused] = await noticesFor(vet);
    expect(refused).toMatchObject({ kind: "notDelivered", reason: "window", retry: true });
    await anna.say("back from the holidays");
    await told();
    const { delivery } = refused as { delivery: string };
    expect(await retryDelivery(core, delivery, vet)).toBe("queued");
    await out.drain();
    expect((await shown(anna)).at(-1)).toBe("one");
    await clock.reset();
  });

  it("a reaction is not worth an invitation", async () => {
    const anna = await writer(25 * HOUR);
    const operation = { op: "react", target: { external: "wamid.1" }, emoji: "👍" } as const;
    await queue(core, { to: anna.person, channel: "whatsapp", operation });
    await rig.outbox().drain();
    expect(await shown(anna)).toEqual([]);
    expect(await outcomes(anna)).toEqual([["refused", "window"]]);
  });

  it.each([
    ["there is none", undefined],
    ["Meta does not know it", { name: "forgotten", languages: {}, fallback: "ru" }],
  ])("without an invitation (%s) the vet is told at once", async (_name, template) => {
    const anna = await writer(25 * HOUR);
    const { vet } = await fromVet(anna.person, words("one"));
    await rig.outbox(rig.driverWith({ template })).drain();
    expect(await shown(anna)).toEqual([]);
    expect(await noticesFor(vet)).toMatchObject([{ kind: "notDelivered", reason: "window", retry: true }]);
  });

  it("an invitation that could not be sent is tried again", async () => {
    const anna = await writer(25 * HOUR);
    const out = rig.outbox();
    await fromVet(anna.person, words("one"));
    await sandbox.fault({ type: "error", code: 500, bot: "whatsapp", method: "messages" });
    await out.drain();
    await clock.advance(10_000);
    await out.drain();
    expect(await shown(anna)).toEqual([INVITATION.ru]);
  });
});

describe("a window that only Meta knows to be closed", () => {
  it.each(["answer", "status"] as const)(
    "(told by its %s) is found out, and all goes on as ever",
    async (window) => {
      cloud.settings.window = window;
      const anna = await writer(25 * HOUR);
      // We think that they have written since.
      const windowUntil = new Date(core.clock.now().getTime() + HOUR);
      await db.identity.updateMany({ where: { personId: anna.person }, data: { windowUntil } });
      const out = rig.outbox();
      const { vet } = await fromVet(anna.person, words("one"));
      await out.drain();
      await out.settle();
      expect(await shown(anna)).toEqual([INVITATION.ru]);
      expect(await noticesFor(vet)).toEqual([{ kind: "waits" }]);
      await anna.say("here");
      await told();
      await out.drain();
      expect(await shown(anna)).toEqual([INVITATION.ru, "one"]);
    },
  );
});

describe("a message that fails after it was accepted", () => {
  async function failing(code: number) {
    const anna = await writer();
    const said = await fromVet(anna.person, words("Come at five"));
    const out = rig.outbox();
    await sandbox.fault({ type: "error", code, bot: "whatsapp", method: "status" });
    await out.drain();
    return { anna, out, ...said };
  }

  it("is told to its author, who may send it again", async () => {
    const { anna, out, vet } = await failing(131026);
    expect(await outcomes(anna)).toEqual([["sent", null]]);
    await out.settle();
    expect(await outcomes(anna)).toEqual([["refused", "blocked"]]);
    const [notice] = await noticesFor(vet);
    expect(notice).toMatchObject({ kind: "notDelivered", reason: "blocked", retry: true });
    expect(
      (await db.identity.findFirstOrThrow({ where: { personId: anna.person } })).blockedAt,
    ).not.toBeNull();
    await retryDelivery(core, (notice as { delivery: string }).delivery, vet);
    await out.drain();
    expect(await shown(anna)).toEqual(["Come at five"]);
  });

  it("goes again by itself where that helps, and nobody is told", async () => {
    const { anna, out, vet } = await failing(131000);
    await out.settle();
    expect(await shown(anna)).toEqual([]);
    await clock.advance(60_000);
    await out.drain();
    expect(await shown(anna)).toEqual(["Come at five"]);
    expect(await noticesFor(vet)).toEqual([]);
    await clock.reset();
  });

  it("counts once, however often it is reported", async () => {
    const anna = await writer();
    const { vet } = await fromVet(anna.person, words("Come at five"));
    const out = rig.outbox();
    await sandbox.fault({ type: "duplicate", bot: "whatsapp" });
    await sandbox.fault({ type: "error", code: 131026, bot: "whatsapp", method: "status" });
    await out.drain();
    await out.settle();
    const [{ externalIds } = { externalIds: [] }] = await db.delivery.findMany({
      where: { personId: anna.person },
    });
    const where = { channel: "whatsapp", externalId: externalIds[0] ?? "" } as const;
    expect(await reportFailure(core, where, { kind: "refused", reason: "blocked" })).toBe("reported");
    expect(await noticesFor(vet)).toHaveLength(1);
  });

  it("again and again is not sent for ever", async () => {
    const { anna, out, vet } = await failing(131000);
    await db.delivery.updateMany({ where: { personId: anna.person }, data: { tries: 125 } });
    await out.settle();
    await sandbox.fault({ type: "error", code: 131000, bot: "whatsapp", method: "status" });
    await clock.advance(60_000);
    await out.drain();
    await out.settle();
    expect(await noticesFor(vet)).toMatchObject([{ kind: "notDelivered", reason: "rejected", retry: true }]);
    await clock.reset();
  });

  it("is known by a report that overtakes the note that it was sent", async () => {
    const { anna, out, vet } = await failing(131026);
    const [delivery] = await db.delivery.findMany({ where: { personId: anna.person } });
    await db.delivery.deleteMany({ where: { personId: anna.person } });
    await out.settle();
    expect(await noticesFor(vet)).toEqual([]);
    if (delivery)
      await db.delivery.create({
        data: { ...delivery, sealed: delivery.sealed && new Uint8Array(delivery.sealed) },
      });
    await clock.advance(11_000);
    await out.settle();
    expect(await noticesFor(vet)).toHaveLength(1);
    await clock.reset();
  });

  it("and is not ours is let be in the end", async () => {
    const stranger = "79995550000";
    const out = rig.outbox();
    const outcome = await rig.driverWith().send(stranger, { content: words("x") });
    expect(outcome.kind).toBe("sent");
    await told();
    for (let looks = 0; looks < 13; looks += 1) {
      await out.settle();
      await clock.advance(11_000);
    }
    expect(await db.timer.count()).toBe(0);
    await clock.reset();
  });

  it("for good is told without a way to try again", async () => {
    const { out, vet } = await failing(131053);
    await out.settle();
    expect(await noticesFor(vet)).toMatchObject([
      { kind: "notDelivered", reason: "unreadable", retry: false },
    ]);
  });
});

describe("statuses", () => {
  it("sent, delivered and read need nothing done: one may be left out", async () => {
    const anna = await writer();
    await fromVet(anna.person, words("hello"));
    const out = rig.outbox();
    await out.drain();
    await anna.read();
    await told();
    await out.settle();
    expect(await outcomes(anna)).toEqual([["sent", null]]);
    const counted = await rig.metrics.text();
    for (const kind of ["sent", "delivered", "read"])
      expect(counted).toContain(`pawline_ignored_updates_total{channel="whatsapp",kind="${kind}"}`);
    expect(await db.inbox.count({ where: { personId: anna.person } })).toBe(0);
  });
});
