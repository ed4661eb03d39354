import { createHash } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { invite, join, type Joined } from "../../core/staff/invitations.ts";
import { listStaff, onDuty, setDuty, staffOf, staffWithRole } from "../../core/staff/members.ts";
import { revoke } from "../../core/staff/revoke.ts";
import { transact } from "../../core/platform/core.ts";
import type { StaffRole } from "../../prisma/generated/enums.ts";
import { testCore } from "../support/core.ts";
import { testDatabase } from "../support/database.ts";

const DAY = 24 * 60 * 60 * 1000;

const { db, ...database } = await testDatabase();
afterAll(() => database.drop());
const core = testCore(db);
const { clock } = core;

const vets: Record<string, string> = {};

beforeEach(async () => {
  await db.$executeRaw`truncate clinic, vet, person, staff, invitation cascade`;
  const clinicId = core.ids();
  const words = { name: {}, about: {} };
  const contacts = {
    phone: "+74950000001",
    email: "hello@example.com",
    timeZone: "Europe/Moscow",
    hours: [],
  };
  await db.clinic.create({ data: { id: clinicId, slug: "clinic", address: {}, ...words, ...contacts } });
  for (const [position, slug] of ["vera", "timur"].entries()) {
    const id = (vets[slug] = core.ids());
    const card = {
      specialities: {},
      education: {},
      species: ["dog"],
      languages: ["ru"],
      practiceSince: 2012,
    };
    await db.vet.create({ data: { id, clinicId, slug, position, ...words, ...card } });
  }
});

async function person(): Promise<string> {
  const id = core.ids();
  await db.person.create({ data: { id, channel: "staff", createdAt: clock.now() } });
  return id;
}

/** The token in the link of an invitation. */
async function token(role: StaffRole, vetSlug?: string, name = "Вера Лугова"): Promise<string> {
  const invited = await invite(core, { role, name, ...(vetSlug !== undefined && { vetSlug }) });
  if (invited.kind !== "invited") throw new Error(invited.kind);
  return new URL(invited.link).searchParams.get("start") ?? "";
}

describe("an invitation", () => {
  it("is a link to the staff bot that a start parameter can hold, and only its hash is stored", async () => {
    const invited = await invite(core, { role: "operator", name: "Анна" });
    if (invited.kind !== "invited") throw new Error(invited.kind);
    expect(invited.link).toMatch(/^https:\/\/t\.me\/staff_bot\?start=[\w-]{32}$/);
    expect(invited.expiresAt).toEqual(new Date(clock.now().getTime() + 7 * DAY));
    const secret = invited.link.split("=")[1] ?? "";
    const [row] = await db.invitation.findMany();
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(row?.tokenHash).toBe(createHash("sha256").update(secret).digest("hex"));
  });

  it("of a vet names somebody of the catalogue whom nobody is yet", async () => {
    const name = "Вера";
    expect(await invite(core, { role: "vet", name })).toEqual({ kind: "vetMissing" });
    expect(await invite(core, { role: "vet", name, vetSlug: "nobody" })).toEqual({ kind: "unknownVet" });
    expect(await invite(core, { role: "operator", name, vetSlug: "vera" })).toEqual({ kind: "notAVet" });
    await db.vet.update({ where: { slug: "timur" }, data: { retired: true } });
    expect(await invite(core, { role: "vet", name, vetSlug: "timur" })).toEqual({ kind: "unknownVet" });
    await join(core, await person(), await token("vet", "vera"));
    expect(await invite(core, { role: "vet", name, vetSlug: "vera" })).toEqual({ kind: "vetTaken" });
  });
});

describe("joining", () => {
  it("gives the role, the name and the card", async () => {
    const id = await person();
    expect(await join(core, id, await token("vet", "vera"))).toEqual({
      kind: "joined",
      name: "Вера Лугова",
      role: "vet",
    });
    expect(await staffOf(core, id)).toEqual({
      id,
      name: "Вера Лугова",
      roles: ["vet"],
      onDutySince: undefined,
      topics: true,
      vet: vets["vera"],
    });
  });

  it("adds roles up", async () => {
    const id = await person();
    await join(core, id, await token("vet", "vera"));
    clock.advance(1000);
    await join(core, id, await token("administrator", undefined, "Вера Андреевна"));
    await join(core, id, await token("administrator", undefined, "Вера Андреевна"));
    const member = await staffOf(core, id);
    expect(member).toMatchObject({
      name: "Вера Андреевна",
      roles: ["vet", "administrator"],
      vet: vets["vera"],
    });
    expect(await staffWithRole(core, "administrator")).toEqual([member]);
    expect(await staffWithRole(core, "operator")).toEqual([]);
  });

  it("works once, and tells the same person the same again", async () => {
    const [one, other] = [await person(), await person()];
    const secret = await token("operator");
    expect(await join(core, one, secret)).toMatchObject({ kind: "joined" });
    expect(await join(core, one, secret)).toMatchObject({ kind: "joined" });
    expect(await join(core, other, secret)).toEqual({ kind: "used" });
    expect(await staffOf(core, other)).toBeUndefined();
  });

  it("works for seven days", async () => {
    const secret = await token("operator");
    clock.advance(7 * DAY);
    expect(await join(core, await person(), secret)).toEqual({ kind: "expired" });
    const next = await token("operator");
    clock.advance(7 * DAY - 1);
    expect(await join(core, await person(), next)).toMatchObject({ kind: "joined" });
  });

  it.each(["", "x", "'; drop table staff; --", "ы".repeat(100)])(
    "does not know the token %j",
    async (secret) => {
      expect(await join(core, await person(), secret)).toEqual({ kind: "unknown" });
    },
  );

  it("lets one of many in who press at once", async () => {
    const secret = await token("operator");
    const people = await Promise.all(Array.from({ length: 5 }, person));
    const results = await Promise.all(people.map((id) => join(core, id, secret)));
    expect(kinds(results)).toEqual(["joined", "used", "used", "used", "used"]);
    expect(await listStaff(core)).toHaveLength(1);
  });

  it("gives a card to one person, and a person one card", async () => {
    const secrets = [await token("vet", "vera"), await token("vet", "vera")];
    const people = [await person(), await person()];
    const results = await Promise.all(
      secrets.map((secret, index) => join(core, people[index] ?? "", secret)),
    );
    expect(kinds(results)).toEqual(["joined", "vetTaken"]);
    const [member] = await listStaff(core);
    expect(await join(core, member?.id ?? "", await token("vet", "timur"))).toEqual({ kind: "vetTaken" });
    expect(await staffOf(core, member?.id ?? "")).toMatchObject({ vet: vets["vera"] });
  });

  it("gives one person who presses two links at once one card", async () => {
    const secrets = [await token("vet", "vera"), await token("vet", "timur")];
    const id = await person();
    expect(kinds(await Promise.all(secrets.map((secret) => join(core, id, secret))))).toEqual([
      "joined",
      "vetTaken",
    ]);
  });

  it("is refused inside a turn that goes on", async () => {
    const late = await person();
    const secret = await token("operator");
    await transact(core, async (core) => {
      expect(await join(core, late, "unknown")).toEqual({ kind: "unknown" });
      expect(await join(core, late, secret)).toMatchObject({ kind: "joined" });
    });
    expect(await staffOf(core, late)).toMatchObject({ roles: ["operator"] });
  });
});

describe("duty", () => {
  it("begins and ends, and beginning twice keeps the first time", async () => {
    const id = await person();
    await join(core, id, await token("vet", "vera"));
    const since = clock.now();
    expect(await setDuty(core, id, true)).toEqual({ kind: "onDuty", since });
    clock.advance(60_000);
    expect(await setDuty(core, id, true)).toEqual({ kind: "onDuty", since });
    expect((await onDuty(core, "vet")).map((member) => member.id)).toEqual([id]);
    expect(await onDuty(core, "operator")).toEqual([]);
    expect(await setDuty(core, id, false)).toEqual({ kind: "offDuty" });
    expect(await onDuty(core, "vet")).toEqual([]);
  });

  it("is for staff alone", async () => {
    expect(await setDuty(core, await person(), true)).toEqual({ kind: "notStaff" });
  });
});

describe("leaving", () => {
  it("takes role, duty and card, and frees the card for another", async () => {
    const [one, other] = [await person(), await person()];
    const secret = await token("vet", "vera");
    await join(core, one, secret);
    await setDuty(core, one, true);
    expect(await revoke(core, one)).toEqual({ kind: "revoked", cases: 0, chats: 0 });
    expect(await revoke(core, one)).toEqual({ kind: "notStaff" });
    expect(await staffOf(core, one)).toBeUndefined();
    expect(await onDuty(core, "vet")).toEqual([]);
    expect(await setDuty(core, one, true)).toEqual({ kind: "notStaff" });
    expect(await join(core, one, secret)).toEqual({ kind: "used" });
    expect(await join(core, other, await token("vet", "vera"))).toMatchObject({ kind: "joined" });
  });

  it("does not forbid to come back, with the new role alone", async () => {
    const id = await person();
    await join(core, id, await token("administrator"));
    await revoke(core, id);
    clock.advance(DAY);
    await join(core, id, await token("operator"));
    expect(await staffOf(core, id)).toMatchObject({ roles: ["operator"] });
    expect(await db.staff.findUnique({ where: { id } })).toMatchObject({
      joinedAt: clock.now(),
      revokedAt: null,
    });
  });
});

function kinds(results: readonly Joined[]): string[] {
  return results.map(({ kind }) => kind).toSorted((one, other) => one.localeCompare(other));
}
