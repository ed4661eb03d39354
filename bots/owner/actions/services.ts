import { t } from "../../texts.ts";
import { show } from "../screens/screen.ts";
import { serviceScreen, servicesScreen } from "../screens/services.ts";
import type { Action, Actions } from "../turn.ts";
import { isId } from "./is-id.ts";

/** *My services*: alone below the chat; with a list and a page in the place of the message it stands on. */
const services: Action = async (turn, which, page) =>
  show(turn, await servicesScreen(turn, which, page), which === undefined ? undefined : "here");

/** One bought package. */
const service: Action = async (turn, id = "", where) => {
  const screen = isId(id) ? await serviceScreen(turn, id) : undefined;
  if (!screen) return turn.say(t("old-button"));
  await show(turn, screen, where);
};

/** Begins the activation of one; whether it can be used is looked at there. */
const activate: Action = async (turn, id = "") =>
  isId(id) ? turn.enter("activate", id) : turn.say(t("old-button"));

export const serviceActions: Actions = { services, service, activate };
