import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { take } from "../../../core/consultations/take.ts";
import { ownerWrote } from "../../../core/consultations/wrote.ts";
import { relay } from "../../../core/messaging/relay.ts";
import { transact } from "../../../core/platform/core.ts";
import { setDuty } from "../../../core/staff/members.ts";
import { revoke } from "../../../core/staff/revoke.ts";
import { takeSupport } from "../../../core/support/answer.ts";
import { openSupport } from "../../../core/support/open.ts";
import { HOUR, minute, practice, type Practice } from "../../support/practice.ts";
import { activated, answered, staffOfChat, stateOf } from "../consultations/world.ts";
import { people, twoVets } from "./people.ts";

let clinic: Practice;

beforeEach(async () => {
  clinic = await practice();
});
afterEach(() => clinic.drop());

test("a case that was answered goes back with a new clock; the owner is told, a colleague goes on with all that was said", async () => {
  const { olga, ivan, owner, deliver } = await twoVets(clinic);
  const opened = await answered(clinic, olga.person);
  const anna = await owner(opened.owner, opened.conversation);
  await deliver();
  await olga.write("How is he?", { topic: olga.topic("#") });
  clinic.clock.set(minute(45));
  expect(await revoke(clinic.core, olga.person)).toEqual({ kind: "revoked", cases: 1, chats: 0 });
  await deliver();
  expect(anna.texts().at(-1)).toMatch(/^Dr Olga Konina [^]+13:15/);
  expect(await stateOf(clinic, opened.consultation)).toBe("queued");
  await anna.write("Are you there?");
  await olga.write("I am still here", { topic: olga.topic("↩️") });
  expect(olga.last()).toMatch(/by invitation/);
  expect(olga.find("Are you there?")).toBeUndefined();
  expect(anna.find("I am still here")).toBeUndefined();
  await ivan.press("Take");
  expect(ivan.find("How is he?")).toBeDefined();
  expect(ivan.find("Are you there?")).toBeDefined();
  await ivan.write("I am taking over", { topic: ivan.topic("#") });
  expect(anna.find("I am taking over")).toBeDefined();
});

test("of a case that was not answered yet the clock goes on", async () => {
  const { olga, ivan, owner, deliver } = await twoVets(clinic);
  const opened = await activated(clinic);
  const anna = await owner(opened.owner, opened.conversation);
  await take(clinic.core, olga.person, opened.consultation);
  clinic.clock.set(minute(4));
  await revoke(clinic.core, olga.person);
  await deliver();
  expect(anna.texts().at(-1)).toMatch(/12:30/);
  expect(ivan.last()).toMatch(/Answer by 09:30/);
  await clinic.at(30);
  expect(await stateOf(clinic, opened.consultation)).toBe("expired");
  expect(await clinic.remaining(opened.entitlement)).toBe(1);
});

test("what was bought from them is anybody's, now and at its chosen time; they hear of none", async () => {
  const { olga, ivan, deliver } = await twoVets(clinic);
  const now = await activated(clinic, { vet: olga.person });
  const later = await activated(clinic, { vet: olga.person, startsAt: minute(2 * HOUR) });
  await deliver();
  expect(ivan.chat.messages).toEqual([]);
  const before = olga.chat.messages.length;
  await revoke(clinic.core, olga.person);
  await deliver();
  expect(ivan.last()).toMatch(/A new consultation/);
  await ivan.press("Take");
  expect(await staffOfChat(clinic, now.conversation)).toBe(ivan.person);
  await clinic.at(2 * HOUR);
  await deliver();
  expect(await stateOf(clinic, later.consultation)).toBe("queued");
  // Told of beside the case that was taken and not answered, in whichever order.
  expect(ivan.chat.messages.filter(({ text }) => text.includes("A new consultation"))).toHaveLength(1);
  expect(olga.chat.messages).toHaveLength(before);
});

test("what was on its way to them when their work ended is not delivered", async () => {
  const { olga, owner, deliver } = await twoVets(clinic);
  const opened = await answered(clinic, olga.person);
  const anna = await owner(opened.owner, opened.conversation);
  await deliver();
  // Telegram has asked their chat to wait: what is said meanwhile waits as well.
  const pause = { personId: olga.person, channel: "staff" } as const;
  await clinic.core.db.identity.updateMany({ where: pause, data: { pausedUntil: minute(5) } });
  await transact(clinic.core, async (core) => {
    const wrote = await ownerWrote(core, opened.owner, opened.conversation);
    if (wrote.kind !== "open") throw new Error(wrote.kind);
    const place = { channel: "telegram", chat: "1", externalId: "o1" } as const;
    const said = {
      author: opened.owner,
      side: "owner",
      content: { kind: "text", text: "A secret" },
    } as const;
    await relay(core, { ...said, conversation: wrote.conversation, places: [place] });
  });
  await revoke(clinic.core, olga.person);
  clinic.clock.set(minute(6));
  await deliver();
  expect(olga.find("A secret")).toBeUndefined();
  expect(olga.topicNames()[0]).toMatch(/^↩️/);
  expect(anna.texts().at(-1)).toMatch(/^Dr Olga Konina/);
});

test("an operator's chats go back to the operators, and the person is told", async () => {
  const { staff, owner, deliver } = await people(clinic);
  const maria = await staff(await clinic.staff("Maria", { roles: ["operator"] }));
  const boris = await staff(await clinic.staff("Boris", { roles: ["operator"] }));
  const person = await clinic.owner();
  const { conversation } = await openSupport(clinic.core, person);
  const anna = await owner(person, conversation);
  await anna.write("I cannot pay");
  expect(await takeSupport(clinic.core, maria.person, conversation)).toEqual({ kind: "taken" });
  await deliver();
  expect(await revoke(clinic.core, maria.person)).toEqual({ kind: "revoked", cases: 0, chats: 1 });
  await deliver();
  expect(anna.texts().at(-1)).toMatch(/another operator/);
  await boris.press("Take");
  expect(boris.find("I cannot pay")).toBeDefined();
  expect(await staffOfChat(clinic, conversation)).toBe(boris.person);
});

test("a case that is taken at the very moment goes back as well", async () => {
  const olga = { person: await clinic.staff("Dr Olga Konina", { duty: false }) };
  const { consultation } = await activated(clinic);
  // Found in the queue, not announced to her: nothing but her own row stands between the two.
  await setDuty(clinic.core, olga.person, true);
  let commit: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (commit = resolve));
  let began: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (began = resolve));
  const taking = transact(clinic.core, async (core) => {
    const taken = await take(core, olga.person, consultation);
    began();
    await held;
    return taken;
  });
  await begun;
  const leaving = revoke(clinic.core, olga.person);
  try {
    await vi.waitFor(async () => {
      const [row] = await clinic.core.db.$queryRaw<{ waiting: number }[]>`
        select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      expect(row?.waiting).toBe(1);
    });
  } finally {
    commit();
  }
  expect(await taking).toEqual({ kind: "taken" });
  expect(await leaving).toMatchObject({ kind: "revoked", cases: 1 });
  expect(await stateOf(clinic, consultation)).toBe("queued");
});
