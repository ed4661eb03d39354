import { consentsNeeded } from "../../../core/accounts/consents.ts";
import { isRegistered } from "../../../core/accounts/profile.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { t, type Text } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { askConsents } from "./consents.ts";
import { elsewhere, link } from "./link.ts";
import { openAccount } from "./register.ts";

/**
 * Makes sure that the person has an account and has agreed to the current texts, and then goes on with what they
 * wanted. `why` says what an account is needed for. False: they did not, and know what else they can do.
 */
export async function withAccount(dialog: Dialog<OwnerCore>, why: Text): Promise<boolean> {
  const state = await dialog.read("account", async ({ core, person }) => ({
    registered: await isRegistered(core, person),
    asked: (await consentsNeeded(core, person)).length > 0,
  }));
  if (state.registered) return !state.asked || askConsents(dialog);
  const other = await elsewhere(dialog);
  const go = await dialog.choose(why, [
    { value: "register", label: t("account-register") },
    ...(other ? [{ value: "link", label: t("link-have") } as const] : []),
    { value: "later", label: t("account-later") },
  ]);
  if (go === "register") return openAccount(dialog);
  // With the account found, what they wanted begins anew as its owner's.
  if (go === "link") await link(dialog);
  else await dialog.say(t("account-without"));
  return false;
}
