import { setLocale } from "../../../core/accounts/profile.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { locales, plain, t, type Locale, type Text } from "../../texts.ts";
import { sayWithMenu } from "../menu.ts";
import type { OwnerCore } from "../turn.ts";

/** Each language calls itself by its own name, whatever language the question is in. */
const ownNames: Readonly<Record<Locale, string>> = { ru: "🇷🇺 Русский", en: "🇬🇧 English" };

/** Asks for the language of all texts, and shows the menu anew in it. */
export const language = (dialog: Dialog<OwnerCore>): Promise<void> =>
  chooseLanguage(dialog, t("language-choose"), t("language-set"));

/** Asks for the language, sets it, and says something in it above the menu. */
export async function chooseLanguage(dialog: Dialog<OwnerCore>, question: Text, then: Text): Promise<void> {
  const locale = await dialog.choose(
    question,
    locales.map((value) => ({ value, label: plain(ownNames[value]) })),
    { columns: 2 },
  );
  await dialog.do("set-locale", async (owner) => {
    await setLocale(owner.core, owner.person, locale);
    await sayWithMenu(owner, locale, then);
  });
  dialog.speak(locale);
}
