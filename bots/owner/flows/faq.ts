import { listFaq } from "../../../core/catalog/faq.ts";
import { localized } from "../../../core/catalog/words.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { plain, t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { supportButton } from "./buttons.ts";

/** Questions often asked: a list, an answer, the list again. */
export async function faq(dialog: Dialog<OwnerCore>): Promise<void> {
  const { locale } = await dialog.person();
  const all = await dialog.read("faq", ({ core }) => listFaq(core));
  if (all.length === 0) return dialog.say(t("faq-none"), { menu: [[supportButton]] });
  const slug = await dialog.choose(
    t("faq-list"),
    all.map(({ slug, question }) => ({ value: slug, label: plain(localized(question, locale)) })),
    { search: true, skip: t("done") },
  );
  const item = all.find((one) => one.slug === slug);
  if (!item) return dialog.say(t("done-here"));
  // The list is one step back.
  await dialog.choose(
    t("faq-answer", { question: localized(item.question, locale), answer: localized(item.answer, locale) }),
    [{ value: "support", label: t("faq-not-helped") }],
  );
  return dialog.say(t("faq-ask-support"), { menu: [[supportButton]] });
}
