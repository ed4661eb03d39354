import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { checkCatalog } from "../../core/catalog/check.ts";
import { clinicInfo } from "../../core/catalog/clinic.ts";
import { waysToPay } from "../../core/catalog/ways.ts";
import { listFaq } from "../../core/catalog/faq.ts";
import type { Catalog } from "../../core/catalog/format.ts";
import { importCatalog, type Imported } from "../../core/catalog/import.ts";
import { consentTexts, legalText, legalTexts, requiredConsents } from "../../core/catalog/legal.ts";
import { listPackages, packageById, packageBySlug } from "../../core/catalog/packages.ts";
import { readPhotos, type Photos } from "../../core/catalog/photos.ts";
import { publishedReviews } from "../../core/catalog/reviews.ts";
import { listVets, vetCard } from "../../core/catalog/vets.ts";
import { fileBytes } from "../../core/messaging/files.ts";
import { transact } from "../../core/platform/core.ts";
import { inTransaction, violated } from "../../core/platform/database.ts";
import { testCore } from "../support/core.ts";
import { testDatabase } from "../support/database.ts";

const seed = join(import.meta.dirname, "../../prisma/seed");
const RUB = { currency: "RUB" };

const { db, ...database } = await testDatabase();
afterAll(() => database.drop());
const core = testCore(db);
const { clock } = core;

const checked = checkCatalog(await readFile(join(seed, "demo.yaml"), "utf8"));
if ("problems" in checked) throw new Error(checked.problems.join("\n"));
const demo = checked.catalog;
const read = await readPhotos(demo, seed);
if ("problems" in read) throw new Error(read.problems.join("\n"));
const { photos } = read;

beforeEach(async () => {
  await db.$executeRaw`truncate clinic, package, vet, faq_entry, promo_code, legal_text, file, person cascade`;
});

const bring = (catalog: Catalog, options: { samples?: boolean; photos?: Photos } = {}): Promise<Imported> =>
  importCatalog(core, catalog, { samples: true, photos, ...options });

/** All rows of the catalogue, to be compared. */
async function everything() {
  const order = { orderBy: { slug: "asc" } } as const;
  return {
    clinic: await db.clinic.findMany(),
    packages: await db.package.findMany({ ...order, include: { prices: true } }),
    vets: await db.vet.findMany({ ...order, include: { packages: { orderBy: { packageId: "asc" } } } }),
    promoCodes: await db.promoCode.findMany({ orderBy: { code: "asc" } }),
    ways: await db.wayToPay.findMany(order),
    faq: await db.faqEntry.findMany(order),
    legal: await db.legalText.findMany({ orderBy: [{ kind: "asc" }, { version: "asc" }, { locale: "asc" }] }),
    files: await db.file.findMany({ orderBy: { id: "asc" } }),
  };
}

describe("importing", () => {
  it("shows what the file says, in its order", async () => {
    expect(await bring(demo)).toEqual({
      kind: "imported",
      packages: { offered: 4, retired: 0 },
      vets: { offered: 5, retired: 0 },
      promoCodes: { offered: 4, retired: 0 },
    });
    const packages = await listPackages(core, RUB);
    expect(packages.map(({ slug, price, sessions }) => [slug, price?.amount, sessions])).toEqual([
      ["consultation", 49_900, 1],
      ["dietician", 54_900, 1],
      ["bundle-3", 134_900, 3],
      ["bundle-10", 399_000, 10],
    ]);
    expect((await listVets(core)).map(({ slug }) => slug)).toEqual(demo.vets.map(({ slug }) => slug));
    expect(await clinicInfo(core)).toMatchObject({ timeZone: "Europe/Moscow", hours: demo.clinic.hours });
    expect((await listFaq(core)).map(({ slug }) => slug)).toEqual(demo.faq.map(({ slug }) => slug));
  });

  it("brings the ways to pay, the bank's details, and what limits a promo code; and takes them away", async () => {
    await bring(demo);
    const ways = await waysToPay(core);
    expect(ways).toMatchObject(demo.waysToPay);
    expect((await clinicInfo(core))?.bank).toEqual(demo.clinic.bank);
    const { id } = await db.clinic.findFirstOrThrow();
    expect(await db.promoCode.findUniqueOrThrow({ where: { code: "PAW300" } })).toMatchObject({
      currency: "RUB",
      budget: 3_000_000,
      clinicId: id,
    });
    const { bank: _bank, ...clinic } = demo.clinic;
    await bring({ ...demo, clinic, waysToPay: demo.waysToPay.slice(1, 2) });
    expect((await waysToPay(core)).map(({ slug }) => slug)).toEqual(["mir-abroad"]);
    expect((await clinicInfo(core))?.bank).toBeUndefined();
  });

  it("changes nothing the second time", async () => {
    await bring(demo);
    const before = await everything();
    clock.advance(60_000);
    await bring(demo);
    expect(await everything()).toEqual(before);
  });

  it("updates in place and keeps ids", async () => {
    await bring(demo);
    const before = await packageBySlug(core, "consultation", RUB);
    const [first, ...rest] = demo.packages;
    const dearer = {
      ...required(first),
      prices: [
        { currency: "RUB", amount: 59_900 },
        { currency: "USD", amount: 700 },
      ],
    };
    await bring({ ...demo, packages: [...rest, dearer] });
    const after = await packageBySlug(core, "consultation", RUB);
    expect(after).toMatchObject({ id: before?.id, price: { amount: 59_900, currency: "RUB" } });
    expect((await listPackages(core, RUB)).at(-1)?.slug).toBe("consultation");
    expect((await listPackages(core, { currency: "USD" })).map(({ slug }) => slug)).toEqual(["consultation"]);
    await bring(demo);
    expect(await listPackages(core, { currency: "USD" })).toEqual([]);
  });

  it("retires what the file no longer has, keeps it for who bought it, and brings it back", async () => {
    await bring(demo);
    const dietician = required(await packageBySlug(core, "dietician", RUB));
    const less: Catalog = {
      ...demo,
      packages: demo.packages.filter(({ slug }) => slug !== "dietician"),
      vets: demo.vets.filter(({ slug }) => slug !== "sofia-olshanskaya"),
      promoCodes: demo.promoCodes.filter(({ code }) => code !== "WELCOME"),
      faq: demo.faq.slice(1),
    };
    expect(await bring(less)).toEqual({
      kind: "imported",
      packages: { offered: 3, retired: 1 },
      vets: { offered: 4, retired: 1 },
      promoCodes: { offered: 3, retired: 1 },
    });
    expect((await listPackages(core, RUB)).map(({ slug }) => slug)).not.toContain("dietician");
    expect(await packageById(core, dietician.id, RUB)).toMatchObject({ retired: true, sessions: 1 });
    expect(await listVets(core)).toHaveLength(4);
    expect(await db.promoCode.findUnique({ where: { code: "WELCOME" } })).toMatchObject({ retired: true });
    expect(await listFaq(core)).toHaveLength(demo.faq.length - 1);
    await bring(demo);
    expect(await packageById(core, dietician.id, RUB)).toEqual(dietician);
  });

  it("writes nothing when something goes wrong half-way", async () => {
    await bring(demo);
    const before = await everything();
    const wrong = structuredClone(demo);
    required(wrong.packages[0]).sessions = 5;
    // A form that `checkCatalog` refuses: the database does too.
    required(wrong.promoCodes[0]).code = "small";
    await expect(bring(wrong)).rejects.toSatisfy((error) => violated(error) === "promo_code_code");
    expect(await everything()).toEqual(before);
  });

  it("takes two imports at once one after the other", async () => {
    await Promise.all([bring(demo), bring(demo)]);
    expect(await db.package.count()).toBe(4);
    expect(await db.legalText.count({ where: { retired: false } })).toBe(demo.legal.length * 2);
  });

  it("keeps a code's days in the clinic's zone", async () => {
    await bring(demo);
    expect(await db.promoCode.findUnique({ where: { code: "SPRING" } })).toMatchObject({
      kind: "percent",
      value: 15,
      validFrom: new Date("2026-02-28T21:00:00Z"),
      validUntil: new Date("2026-05-31T21:00:00Z"),
    });
    expect(await db.promoCode.findUnique({ where: { code: "PAW300" } })).toMatchObject({
      kind: "amount",
      value: 30_000,
      currency: "RUB",
      packages: ["bundle-3", "bundle-10"],
    });
  });
});

describe("pictures", () => {
  it("are stored once, sealed, and replaced when they change", async () => {
    await bring(demo);
    const [vera] = await listVets(core);
    const before = required(vera?.photo);
    expect(await fileBytes(core, before)).toMatchObject({ mime: "image/jpeg" });
    const other = new Map(photos).set("vera-lugova", required(photos.get("timur-valeev")));
    await bring(demo, { photos: other });
    const after = required((await listVets(core))[0]?.photo);
    expect(after).not.toBe(before);
    expect(await fileBytes(core, before)).toBeDefined();
    await bring(
      { ...demo, vets: demo.vets.map((vet) => ({ ...vet, photo: undefined })) },
      { photos: new Map() },
    );
    expect((await listVets(core))[0]?.photo).toBeUndefined();
  });

  it.each([
    ["missing.png", "cannot be read"],
    ["../schema/schema.prisma", "must lie beside the catalogue file or below it"],
    ["/etc/hostname", "must lie beside the catalogue file or below it"],
    ["demo.yaml", "is not a JPEG, PNG or WebP picture"],
  ])("%s is refused", async (photo, reason) => {
    const vets = demo.vets.map((vet, index) => (index === 0 ? { ...vet, photo } : vet));
    expect(await readPhotos({ ...demo, vets }, seed)).toEqual({
      problems: [`vet vera-lugova: the photo ${photo} ${reason}.`],
    });
  });
});

const withText = (kind: string, change: Partial<Catalog["legal"][number]>): Catalog => ({
  ...demo,
  legal: demo.legal.map((text) => (text.kind === kind ? { ...text, ...change } : text)),
});

describe("legal texts", () => {
  it("are given in the language asked for, else in Russian, in a fixed order", async () => {
    await bring(demo);
    const english = await legalTexts(core, "en");
    expect(english.map(({ kind }) => kind)).toEqual([
      "agreement",
      "processing",
      "marketing",
      "privacy",
      "offer",
    ]);
    expect(english[0]).toMatchObject({
      title: "User agreement",
      locale: "en",
      sample: true,
      version: "sample-1",
    });
    expect((await legalText(core, "offer", "fa"))?.locale).toBe("ru");
  });

  it("are asked for apart, and only two of them block", async () => {
    await bring(demo);
    expect((await consentTexts(core, "ru")).map(({ kind, required }) => [kind, required])).toEqual([
      ["agreement", true],
      ["processing", true],
      ["marketing", false],
    ]);
    expect((await requiredConsents(core, "ru")).map(({ kind }) => kind)).toEqual(["agreement", "processing"]);
  });

  it("do not change under one version", async () => {
    await bring(demo);
    const before = await everything();
    const body = { ru: "Другие слова.", en: "Other words." };
    const refused = await bring(withText("privacy", { body }));
    expect(refused).toEqual({
      kind: "refused",
      problems: [
        expect.stringContaining("legal text privacy: version sample-2 is in force with other words"),
      ],
    });
    expect(await everything()).toEqual(before);
  });

  it("come into force with a new version and never go back", async () => {
    await bring(demo);
    const old = required(await legalText(core, "privacy", "ru"));
    clock.advance(86_400_000);
    const next = withText("privacy", { version: "2", body: { ru: "Другие слова.", en: "Other words." } });
    expect(await bring(next)).toMatchObject({ kind: "imported" });
    const now = required(await legalText(core, "privacy", "ru"));
    expect(now).toMatchObject({ version: "2", body: "Другие слова.", publishedAt: clock.now() });
    expect(now.hash).not.toBe(old.hash);
    // What was agreed to stays provable.
    expect(
      await db.legalText.count({ where: { kind: "privacy", version: "sample-2", hash: old.hash } }),
    ).toBe(1);
    expect(await bring(demo)).toEqual({
      kind: "refused",
      problems: [expect.stringContaining("version sample-2 was in force before")],
    });
  });

  it("are withdrawn when the file has them no longer", async () => {
    await bring(demo);
    await bring({ ...demo, legal: demo.legal.filter(({ kind }) => kind !== "marketing") });
    expect((await consentTexts(core, "ru")).map(({ kind }) => kind)).toEqual(["agreement", "processing"]);
  });

  it("that are samples are refused by a live service", async () => {
    const refused = await bring(demo, { samples: false });
    expect(refused).toMatchObject({ kind: "refused" });
    expect("problems" in refused && refused.problems).toHaveLength(demo.legal.length);
    expect(await db.clinic.count()).toBe(0);
    const own = { ...demo, legal: demo.legal.map((text) => ({ ...text, sample: false })) };
    expect(await bring(own, { samples: false })).toMatchObject({ kind: "imported" });
  });

  it("cannot be rewritten in the database", async () => {
    await bring(demo);
    await expect(db.$executeRaw`update legal_text set body = 'x' where kind = 'offer'`).rejects.toThrow();
    await expect(
      db.$executeRaw`update legal_text set required = true where kind = 'marketing'`,
    ).rejects.toThrow();
  });
});

describe("a vet's card", () => {
  it("shows what can be bought from the vet, and the published reviews", async () => {
    await bring(demo);
    const [, artyom] = await listVets(core);
    const vet = required(artyom);
    expect(vet).toMatchObject({ onDuty: false, staff: undefined, rating: { average: undefined, count: 0 } });
    await reviewed(vet.id, [
      [5, "published"],
      [4, "published"],
      [4, "published"],
      [1, "pending"],
      [1, "rejected"],
    ]);
    const card = required(await vetCard(core, vet.id, RUB));
    expect(card.rating).toEqual({ average: 4.3, count: 3 });
    expect(card.packages.map(({ slug }) => slug)).toEqual(["consultation", "bundle-3"]);
    expect(card.education["en"]).toContain("zoo");
    const reviews = await publishedReviews(core, vet.id);
    expect(reviews.map(({ stars }) => stars)).toEqual([4, 4, 5]);
    expect(await publishedReviews(core, vet.id, { skip: 1, take: 1 })).toEqual([reviews[1]]);
  });

  it("offers nothing once the vet has left", async () => {
    await bring(demo);
    const [vera] = await listVets(core);
    await bring({ ...demo, vets: demo.vets.slice(1) });
    expect(await vetCard(core, required(vera).id, RUB)).toMatchObject({ retired: true, packages: [] });
    expect(await vetCard(core, core.ids(), RUB)).toBeUndefined();
  });
});

it("there is no clinic before the first import, and never two", async () => {
  expect(await clinicInfo(core)).toBeUndefined();
  await bring(demo);
  await bring({ ...demo, clinic: { ...demo.clinic, slug: "another", telegram: "pawline_news" } });
  expect(await db.clinic.count()).toBe(1);
  expect(await clinicInfo(core)).toMatchObject({ telegram: "pawline_news" });
});

it("imports inside the caller's transaction, if there is one", async () => {
  const attempt = transact(core, async (core) => {
    await importCatalog(core, demo, { samples: true });
    throw new Error("thought better of it");
  });
  await expect(attempt).rejects.toThrow("thought better of it");
  expect(await db.clinic.count()).toBe(0);
});

/** Reviews alone: the consultations that stand behind them belong to other tests. */
async function reviewed(
  vetId: string,
  reviews: [number, "published" | "pending" | "rejected"][],
): Promise<void> {
  const at = clock.now().getTime();
  await inTransaction(db, async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`;
    for (const [index, [stars, state]] of reviews.entries()) {
      const [id, consultationId, staffId] = [core.ids(), core.ids(), core.ids()];
      const createdAt = new Date(at + index * 1000);
      const moderated = state === "pending" ? {} : { moderatedById: staffId, moderatedAt: createdAt };
      await tx.review.create({
        data: {
          id,
          consultationId,
          staffId,
          vetId,
          authorName: "Анна",
          stars,
          state,
          createdAt,
          ...moderated,
        },
      });
    }
  });
}

function required<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error("there is nothing here");
  return value;
}
