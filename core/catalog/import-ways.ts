import { Prisma } from "../../prisma/generated/client.ts";
import type { Core } from "../platform/core.ts";
import type { Catalog } from "./format.ts";

/** Makes the ways to pay those of the file. Nothing else refers to them: what the file no longer has is gone. */
export async function importWays(core: Core, ways: Catalog["waysToPay"]): Promise<void> {
  await core.db.wayToPay.deleteMany({ where: { slug: { notIn: ways.map(({ slug }) => slug) } } });
  for (const [position, { slug, advice, otherwise, ...way }] of ways.entries()) {
    const data = { ...way, advice: advice ?? Prisma.DbNull, otherwise: otherwise ?? Prisma.DbNull, position };
    await core.db.wayToPay.upsert({ where: { slug }, create: { slug, ...data }, update: data });
  }
}
