import type { Core } from "../platform/core.ts";
import { wordsOf, type Words } from "./words.ts";

export interface FaqItem {
  readonly slug: string;
  readonly question: Words;
  readonly answer: Words;
}

/** Questions often asked, in the order of the catalogue. */
export async function listFaq(core: Core): Promise<FaqItem[]> {
  const rows = await core.db.faqEntry.findMany({ orderBy: [{ position: "asc" }, { slug: "asc" }] });
  return rows.map(({ slug, question, answer }) => ({
    slug,
    question: wordsOf(question),
    answer: wordsOf(answer),
  }));
}
