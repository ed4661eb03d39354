import { dialogsOver } from "../dialog/dialogs.ts";
import { telegramEngine } from "../dialog/telegram.ts";
import { actions } from "./actions/index.ts";
import { commands } from "./commands.ts";
import { flows } from "./flows/index.ts";
import { gate } from "./gate.ts";
import { menu, menuKeyboard } from "./menu.ts";
import type { OwnerRegistry } from "./registry.ts";

/** The owner's side of the service on Telegram. */
export const ownerRegistry: OwnerRegistry = {
  dialogs: dialogsOver(telegramEngine, flows),
  menu,
  commands,
  actions,
  keyboard: menuKeyboard,
  gate,
};
