import { t } from "../../texts.ts";
import { menuKeyboard } from "../menu.ts";
import type { Action } from "../turn.ts";
import { isId } from "./is-id.ts";

/** A button that opens a flow; `id`: with the id that it carries. One that was forged or maimed opens nothing. */
export function opens(flow: string, carries?: "id"): Action {
  return async (turn, id = "") => {
    if (carries === undefined) return turn.enter(flow);
    if (isId(id)) return turn.enter(flow, id);
    await turn.say(t("old-button"), { keyboard: menuKeyboard(turn.locale) });
  };
}
