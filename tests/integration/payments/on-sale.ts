import type { Core } from "../../../core/platform/core.ts";

/** Puts a package of three consultations beside the clinic's one, without a price, and the offer that is accepted by paying. */
export async function sellThree({
  db,
  ids,
}: Core): Promise<{ readonly one: string; readonly three: string }> {
  const { id: one, ...like } = await db.package.findFirstOrThrow();
  const three = ids();
  await db.package.create({
    data: {
      ...like,
      title: { ru: "Три консультации" },
      summary: {},
      details: {},
      id: three,
      slug: "bundle-3",
      sessions: 3,
    },
  });
  await db.legalText.create({
    data: {
      kind: "offer",
      locale: "ru",
      version: "1",
      required: false,
      publishedAt: new Date("2026-01-01"),
      title: "offer",
      body: "offer",
      hash: "0".repeat(64),
    },
  });
  return { one, three };
}
