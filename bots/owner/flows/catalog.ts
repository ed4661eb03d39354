import { listPackages } from "../../../core/catalog/packages.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { supportButton } from "./buttons.ts";
import { CURRENCY } from "./currency.ts";
import { showOffers } from "./offers.ts";

/** The packages on sale. */
export async function catalog(dialog: Dialog<OwnerCore>): Promise<void> {
  const packages = await dialog.read("packages", ({ core }) => listPackages(core, { currency: CURRENCY }));
  if (packages.length === 0) return dialog.say(t("offers-none"), { menu: [[supportButton]] });
  if ((await showOffers(dialog, packages)) === "done") await dialog.say(t("done-here"));
}
