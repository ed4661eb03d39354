import { legalText, legalTexts, type LegalKind } from "../../../core/catalog/legal.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { plain, t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";

/** A message of a messenger holds 4,096 characters; a page ends at a paragraph where it can. */
const PAGE = 3_500;

/** Lists the legal documents and shows the one chosen, until the person goes elsewhere. */
export async function legal(dialog: Dialog<OwnerCore>): Promise<void> {
  const { locale } = await dialog.person();
  for (let question = t("legal-list"); ; question = t("legal-more")) {
    const texts = await dialog.read("legal-texts", async ({ core }) =>
      (await legalTexts(core, locale)).map(({ kind, title }) => ({ kind, title })),
    );
    if (texts.length === 0) return dialog.say(t("legal-none"));
    const kind = await dialog.choose(
      question,
      texts.map(({ kind, title }) => ({ value: kind, label: plain(title) })),
      { skip: t("done") },
    );
    if (kind === undefined) return dialog.say(t("done-here"));
    await sayLegalText(dialog, kind);
  }
}

/** Says a whole document, in as many messages as it takes. */
export async function sayLegalText(dialog: Dialog<OwnerCore>, kind: LegalKind): Promise<void> {
  const { locale } = await dialog.person();
  const text = await dialog.read(
    "legal-text",
    async ({ core }) => (await legalText(core, kind, locale)) ?? null,
  );
  if (!text) return dialog.say(t("legal-none"));
  const [first = "", ...rest] = pages(text.body);
  await dialog.say(t("legal-first-page", { title: text.title, version: text.version, body: first }));
  for (const body of rest) await dialog.say(t("legal-page", { body }));
}

/** Cuts a long text into pages, between paragraphs or else between words. */
export function pages(body: string, size = PAGE): string[] {
  const result: string[] = [];
  let rest = body.trim();
  while (rest.length > size) {
    const page = rest.slice(0, size);
    const paragraph = page.lastIndexOf("\n");
    const word = page.lastIndexOf(" ");
    const cut = paragraph > size / 2 ? paragraph : word > 0 ? word : size;
    result.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest === "" ? result : [...result, rest];
}
