import { createHash } from "node:crypto";
import type { Core } from "../platform/core.ts";
import type { Catalog } from "./format.ts";
import { isRequired } from "./legal.ts";
import { requiredLocales } from "./words.ts";

type LegalTexts = Catalog["legal"];

/** Why the legal texts of a file cannot come into force: what people agreed to is never changed behind their backs. */
export async function legalProblems(core: Core, legal: LegalTexts, samples: boolean): Promise<string[]> {
  const problems: string[] = [];
  for (const text of legal) {
    const { kind, version } = text;
    if (text.sample && !samples) {
      problems.push(`legal text ${kind}: this is a sample; a live service needs the clinic's own.`);
    }
    const known = await core.db.legalText.findMany({ where: { kind, version } });
    if (known.some(({ retired }) => retired)) {
      problems.push(
        `legal text ${kind}: version ${version} was in force before; give the text a new version.`,
      );
    } else if (known.some((row) => isChanged(row, text))) {
      problems.push(
        `legal text ${kind}: version ${version} is in force with other words; give the text a new version.`,
      );
    }
  }
  return problems;
}

/** Brings new versions into force and retires the earlier ones. Call it when `legalProblems` found none. */
export async function importLegalTexts(core: Core, legal: LegalTexts): Promise<void> {
  await core.db.legalText.updateMany({
    where: { retired: false, NOT: { OR: legal.map(({ kind, version }) => ({ kind, version })) } },
    data: { retired: true },
  });
  await core.db.legalText.createMany({
    data: legal.flatMap((text) => {
      const { kind, version, sample } = text;
      return requiredLocales.map((locale) => ({
        kind,
        version,
        sample,
        locale,
        title: text.title[locale],
        body: text.body[locale],
        hash: hashOf(text.body[locale]),
        required: isRequired(kind),
        publishedAt: core.clock.now(),
      }));
    }),
    skipDuplicates: true,
  });
}

function isChanged(
  row: { locale: string; title: string; hash: string; sample: boolean },
  text: LegalTexts[number],
): boolean {
  const locale = requiredLocales.find((locale) => locale === row.locale);
  if (!locale) return true;
  return (
    row.title !== text.title[locale] || row.hash !== hashOf(text.body[locale]) || row.sample !== text.sample
  );
}

const hashOf = (body: string) => createHash("sha256").update(body).digest("hex");
