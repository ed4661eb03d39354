import type { SayButton } from "../../dialog/dialog.ts";
import { t } from "../../texts.ts";
import { actionData } from "../turn.ts";

/** Leads to the support chat, from anywhere and at any time. */
export const supportButton: SayButton = { label: t("to-support"), data: actionData("support") };

/** Leads to the packages on sale. */
export const buyButton: SayButton = { label: t("to-catalog"), data: actionData("catalog") };

/** Leads to the pets. */
export const petsButton: SayButton = { label: t("to-pets"), data: actionData("pets") };

/** Leads to a new pet's card. */
export const addPetButton: SayButton = { label: t("pets-add"), data: actionData("add-pet") };
