import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { consentsNeeded, consentsOf, recordConsent } from "../../core/accounts/consents.ts";
import { isRegistered, phoneTaken, profileOf } from "../../core/accounts/profile.ts";
import { register } from "../../core/accounts/register.ts";
import { updateProfile } from "../../core/accounts/update.ts";
import { legalText } from "../../core/catalog/legal.ts";
import { violated } from "../../core/platform/database.ts";
import { agree, anna, registered, stranger } from "../support/accounts.ts";
import { testCore } from "../support/core.ts";
import { testDatabase } from "../support/database.ts";
import { demoCatalog, importDemo } from "../support/demo.ts";

const { db, ...database } = await testDatabase();
afterAll(() => database.drop());
const core = testCore(db);

beforeEach(async () => {
  await db.$executeRaw`truncate clinic, package, vet, faq_entry, promo_code, legal_text, file, person, consent cascade`;
  await importDemo(core);
});

describe("registering", () => {
  it("makes an owner in their own zone", async () => {
    const person = await registered(core, "1");
    expect(await profileOf(core, person)).toEqual(anna);
    expect(await isRegistered(core, person)).toBe(true);
  });

  it("waits for the required consents, and not for the others", async () => {
    const person = await stranger(core, "1");
    expect(await register(core, person, anna)).toEqual({
      kind: "consent",
      needed: ["agreement", "processing"],
    });
    expect(await isRegistered(core, person)).toBe(false);
    for (const { kind, version } of await consentsNeeded(core, person))
      await recordConsent(core, {
        person,
        kind,
        version,
        locale: "ru",
        given: kind !== "marketing",
        channel: "telegram",
        messageId: "7",
      });
    expect(await register(core, person, anna)).toEqual({ kind: "ok" });
  });

  it("of a number that another account has is refused", async () => {
    const first = await registered(core, "1");
    const second = await stranger(core, "2");
    await agree(core, second);
    expect(await phoneTaken(core, second, anna.phone)).toBe(true);
    expect(await phoneTaken(core, first, anna.phone)).toBe(false);
    expect(await register(core, second, anna)).toEqual({ kind: "phone_taken" });
    expect(await isRegistered(core, second)).toBe(false);
  });

  it("of one number by two at once makes one owner", async () => {
    const people = await Promise.all(["1", "2", "3"].map((chat) => stranger(core, chat)));
    for (const person of people) await agree(core, person);
    const results = await Promise.all(people.map((person) => register(core, person, anna)));
    expect(results.map(({ kind }) => kind).sort()).toEqual(["ok", "phone_taken", "phone_taken"]);
    expect(await db.owner.count()).toBe(1);
  });

  it("twice by the same person changes nothing", async () => {
    const person = await registered(core, "1");
    expect(await register(core, person, { ...anna, firstName: "Ольга" })).toEqual({ kind: "ok" });
    expect(await profileOf(core, person)).toEqual(anna);
  });

  it.each([
    [{ birthDate: "2008-11-24" }, { kind: "birth_date", problem: "too_young" }],
    [{ birthDate: "2008-11-23" }, { kind: "ok" }],
    [{ birthDate: "1990-02-31x" }, { kind: "invalid", field: "birthDate" }],
    [{ firstName: "<b>" }, { kind: "invalid", field: "firstName" }],
    [{ email: "anna" }, { kind: "invalid", field: "email" }],
    [{ phone: "12" }, { kind: "invalid", field: "phone" }],
    [{ city: " " }, { kind: "invalid", field: "city" }],
    [{ timeZone: "Mars/Olympus" }, { kind: "invalid", field: "timeZone" }],
  ])("with %j is %j", async (change, result) => {
    const person = await stranger(core, "1");
    await agree(core, person);
    expect(await register(core, person, { ...anna, ...change })).toEqual(result);
    expect(await isRegistered(core, person)).toBe(result.kind === "ok");
  });
});

describe("a profile", () => {
  it("is changed field by field, the zone with the city", async () => {
    const person = await registered(core, "1");
    await updateProfile(core, person, { city: "Токио", timeZone: "Asia/Tokyo" });
    await updateProfile(core, person, { patronymic: "Павловна", email: "A@Example.com" });
    expect(await profileOf(core, person)).toEqual({
      ...anna,
      city: "Токио",
      timeZone: "Asia/Tokyo",
      patronymic: "Павловна",
      email: "A@example.com",
    });
    await updateProfile(core, person, { patronymic: null });
    expect((await profileOf(core, person))?.patronymic).toBeUndefined();
  });

  it("does not take another's number, and the turn goes on after that", async () => {
    await registered(core, "1");
    const second = await registered(core, "2", { phone: "+79990001133" });
    const result = await db.$transaction(async (tx) => {
      const inTurn = { ...core, db: tx };
      const refused = await updateProfile(inTurn, second, { phone: anna.phone });
      await updateProfile(inTurn, second, { firstName: "Ольга" });
      return refused;
    });
    expect(result).toEqual({ kind: "phone_taken" });
    expect(await profileOf(core, second)).toMatchObject({ firstName: "Ольга", phone: "+79990001133" });
  });

  it("of a stranger is not there", async () => {
    const person = await stranger(core, "1");
    expect(await profileOf(core, person)).toBeUndefined();
    expect(await updateProfile(core, person, { firstName: "Ольга" })).toEqual({ kind: "not_registered" });
  });
});

const answer = (person: string, given: boolean) =>
  recordConsent(core, {
    person,
    kind: "marketing",
    version: "sample-1",
    locale: "en",
    given,
    channel: "telegram",
    messageId: "42",
  });

describe("consents", () => {
  it("are asked for apart, in order", async () => {
    const person = await stranger(core, "1");
    expect(await consentsNeeded(core, person)).toEqual([
      { kind: "agreement", version: "sample-1", required: true, changed: false },
      { kind: "processing", version: "sample-1", required: true, changed: false },
      { kind: "marketing", version: "sample-1", required: false, changed: false },
    ]);
  });

  it("keep what was agreed to, when, where and by which message", async () => {
    const person = await stranger(core, "1");
    await answer(person, true);
    const [row] = await db.consent.findMany();
    const text = await legalText(core, "marketing", "en");
    expect(row).toMatchObject({
      personId: person,
      kind: "marketing",
      version: "sample-1",
      locale: "en",
      given: true,
      channel: "telegram",
      messageId: "42",
      at: core.clock.now(),
      textHash: text?.hash,
    });
  });

  it("that need not be given are asked for once; those required, until they are given", async () => {
    const person = await stranger(core, "1");
    await answer(person, false);
    await recordConsent(core, {
      person,
      kind: "processing",
      version: "sample-1",
      locale: "ru",
      given: false,
      channel: "telegram",
      messageId: "1",
    });
    expect((await consentsNeeded(core, person)).map(({ kind }) => kind)).toEqual(["agreement", "processing"]);
  });

  it("count by the last answer, also of two in one moment", async () => {
    const person = await stranger(core, "1");
    for (const given of [true, false, true, false]) await answer(person, given);
    expect(await consentsOf(core, person)).toMatchObject([{ kind: "marketing", given: false }]);
    expect(await db.consent.count()).toBe(4);
  });

  it("are asked for again when the text has a new version; an answer to the old one is not taken", async () => {
    const person = await registered(core, "1");
    expect(await consentsNeeded(core, person)).toEqual([]);
    const catalog = await demoCatalog();
    const legal = catalog.legal.map((text) =>
      text.kind === "processing"
        ? { ...text, version: "sample-2", body: { ru: "Новый текст", en: "New text" } }
        : text,
    );
    await importDemo(core, { ...catalog, legal });
    expect(await consentsNeeded(core, person)).toEqual([
      { kind: "processing", version: "sample-2", required: true, changed: true },
    ]);
    const old = { person, kind: "processing", version: "sample-1", locale: "ru" } as const;
    expect(await recordConsent(core, { ...old, given: true, channel: "telegram", messageId: "8" })).toEqual({
      kind: "outdated",
    });
    await agree(core, person);
    expect(await consentsNeeded(core, person)).toEqual([]);
  });

  it("cannot be changed or removed afterwards", async () => {
    const person = await stranger(core, "1");
    await answer(person, false);
    await expect(db.consent.updateMany({ data: { given: true } })).rejects.toThrow();
    await expect(db.consent.deleteMany()).rejects.toThrow();
    expect(await consentsOf(core, person)).toMatchObject([{ given: false }]);
  });
});

it("the database holds no owner with a malformed number or without a name", async () => {
  const person = await stranger(core, "1");
  const row = {
    id: person,
    firstName: "A",
    lastName: "B",
    phone: "+79990001122",
    birthDate: new Date("1990-01-01"),
    email: "a@example.com",
    city: "C",
    registeredAt: core.clock.now(),
  };
  const broken = (change: Partial<typeof row>) =>
    db.owner.create({ data: { ...row, ...change } }).then(() => "nothing", violated);
  expect(await broken({ phone: "89990001122" })).toBe("owner_phone_e164");
  expect(await broken({ firstName: "" })).toBe("owner_names");
  expect(await broken({ birthDate: new Date("1890-01-01") })).toBe("owner_birth_date");
});
