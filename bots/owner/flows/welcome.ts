import type { Dialog } from "../../dialog/dialog.ts";
import { t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { addPetButton, buyButton } from "./buttons.ts";
import { chooseLanguage } from "./language.ts";
import { elsewhere, link } from "./link.ts";
import { openAccount } from "./register.ts";

/** The first /start: language, a word of welcome, and whether to register now or to look around first. */
export async function welcome(dialog: Dialog<OwnerCore>): Promise<void> {
  await chooseLanguage(dialog, t("language-first"), t("welcome"));
  const other = await elsewhere(dialog);
  const next = await dialog.choose(t("welcome-next"), [
    { value: "register", label: t("welcome-register") },
    ...(other ? [{ value: "link", label: t("link-have") } as const] : []),
    { value: "look", label: t("welcome-look") },
  ]);
  if (next === "look") return dialog.say(t("welcome-looking"));
  if (next === "link") return link(dialog);
  if (await openAccount(dialog))
    await dialog.say(t("registered-next"), { menu: [[addPetButton], [buyButton]] });
}
