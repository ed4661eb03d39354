import { afterAll, beforeAll, expect, test } from "vitest";
import { publishedReviews } from "../../../core/catalog/reviews.ts";
import { moderate, pendingReviews, rate } from "../../../core/consultations/reviews.ts";
import { practice, type Practice } from "../../support/practice.ts";
import { activated, answered, conclude, unknown } from "./world.ts";

let clinic: Practice;
let vet: string;
let admin: string;

beforeAll(async () => {
  clinic = await practice();
  vet = await clinic.staff("Dr Olga Konina");
  admin = await clinic.staff("Admin", { roles: ["administrator"] });
});
afterAll(() => clinic.drop());

async function closed() {
  const opened = await answered(clinic, vet);
  await conclude(clinic, vet, opened.consultation);
  return opened;
}

test("stars and, later, words wait for a moderator and are then shown on the vet's card", async () => {
  const { owner, consultation } = await closed();
  expect(await rate(clinic.core, owner, consultation, 5)).toEqual({ kind: "rated" });
  expect(await rate(clinic.core, owner, consultation, 5, "Very kind")).toEqual({ kind: "rated" });
  const [review] = await pendingReviews(clinic.core, admin);
  if (!review) throw new Error("no review");
  expect(review).toMatchObject({ author: "Anna", vet: "Dr Olga Konina", stars: 5, words: "Very kind" });
  const card = await clinic.core.db.vet.findUniqueOrThrow({ where: { staffId: vet } });
  expect(await publishedReviews(clinic.core, card.id)).toEqual([]);
  expect(await moderate(clinic.core, admin, review, "published")).toEqual({ kind: "published" });
  expect(await publishedReviews(clinic.core, card.id)).toMatchObject([
    { author: "Anna", stars: 5, words: "Very kind" },
  ]);
  expect(await moderate(clinic.core, admin, review, "rejected")).toEqual({ kind: "gone" });
  expect(await rate(clinic.core, owner, consultation, 1, "Changed my mind")).toEqual({ kind: "already" });
  expect((await clinic.told(admin)).filter((kind) => kind === "deskReviewWaits")).toHaveLength(1);
});

test("words that the moderator has not read are not published", async () => {
  const { owner, consultation } = await closed();
  await rate(clinic.core, owner, consultation, 4);
  const [seen] = await pendingReviews(clinic.core, admin);
  if (!seen) throw new Error("no review");
  await rate(clinic.core, owner, consultation, 1, "Something rude");
  expect(await moderate(clinic.core, admin, seen, "published")).toEqual({ kind: "changed" });
  const [again] = await pendingReviews(clinic.core, admin);
  expect(again && (await moderate(clinic.core, admin, again, "rejected"))).toEqual({ kind: "rejected" });
});

test("only one's own, answered and closed case is rated; only administrators moderate", async () => {
  const { owner, consultation } = await closed();
  expect(await rate(clinic.core, await clinic.owner(), consultation, 5)).toEqual({ kind: "unknown" });
  expect(await rate(clinic.core, owner, unknown, 5)).toEqual({ kind: "unknown" });
  const open = await answered(clinic, vet);
  expect(await rate(clinic.core, open.owner, open.consultation, 5)).toEqual({ kind: "not_closed" });
  const waiting = await activated(clinic);
  expect(await rate(clinic.core, waiting.owner, waiting.consultation, 5)).toEqual({ kind: "not_closed" });
  await rate(clinic.core, owner, consultation, 3);
  expect(await pendingReviews(clinic.core, vet)).toEqual([]);
  const [review] = await pendingReviews(clinic.core, admin);
  expect(review && (await moderate(clinic.core, vet, review, "published"))).toEqual({ kind: "not_allowed" });
});
