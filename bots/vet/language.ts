import { isLocale, locales, t } from "../texts.ts";
import { keyboard } from "./menu.ts";
import { button, turnOf, type StaffAction, type StaffTurn } from "./turn.ts";

/** /language: in each language its own name. */
export const language = (turn: StaffTurn): Promise<void> =>
  turn.say(t("vet-language"), {
    menu: [locales.map((locale) => button(t(`vet-language-${locale}`), "language", locale))],
  });

export const speak: StaffAction = async (turn, locale) => {
  if (!locale || !isLocale(locale)) return turn.replace(t("vet-old-button"));
  const { core, person, incoming } = turn;
  await core.db.person.update({ where: { id: person }, data: { locale } });
  const spoken = { ...turnOf(core, { ...turn, locale }, incoming), member: turn.member };
  await spoken.say(t("vet-language-set"), { keyboard: keyboard(spoken) });
};
