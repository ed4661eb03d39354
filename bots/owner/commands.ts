import { isRegistered } from "../../core/accounts/profile.ts";
import { t, type Text } from "../texts.ts";
import { go } from "./actions/go.ts";
import { menuKeyboard } from "./menu.ts";
import { otherName } from "./messengers.ts";
import { orderNumber } from "./paying.ts";
import type { OwnerTurn } from "./turn.ts";

/** What a slash does, whatever was going on. `payload` is what follows the command. */
export const commands: Readonly<Record<string, (turn: OwnerTurn, payload: string) => Promise<void>>> = {
  async start(turn) {
    await turn.leave();
    if (!(await isRegistered(turn.core, turn.person))) return turn.enter("welcome");
    await turn.say(t("welcome-back"), { keyboard: menuKeyboard(turn.locale) });
  },
  async menu(turn) {
    await turn.leave();
    await turn.say(t("menu-here"), { keyboard: menuKeyboard(turn.locale) });
  },
  async help(turn) {
    const messenger = otherName(turn);
    const ways = messenger ? [t("help-messengers", { messenger })] : [];
    const text: Text = { parts: [t("help"), ...ways, t("help-urgent")], separator: "\n\n" };
    await turn.say(text, { keyboard: menuKeyboard(turn.locale) });
  },
  async cancel(turn) {
    const stopped = turn.inDialog;
    await turn.leave();
    await turn.say(t(stopped ? "cancelled" : "nothing-to-cancel"), { keyboard: menuKeyboard(turn.locale) });
  },
  language: (turn) => turn.enter("language"),
  /** With the number of an order that cannot be paid, as the payment page has it written. */
  support: (turn, payload) => turn.enter("support", ...orderNumber(payload)),
  /** "I already have an account": with a code it is taken before (handle.ts). */
  link: (turn) => turn.enter("link"),
  /** On to the other messenger, with whatever is open. */
  go: (turn) => go(turn),
};
