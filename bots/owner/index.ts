import { dialogsOver } from "../dialog/dialogs.ts";
import { replayEngine } from "../dialog/replay.ts";
import type { Engine } from "../dialog/session.ts";
import { telegramEngine } from "../dialog/telegram.ts";
import { actions } from "./actions/index.ts";
import { commands } from "./commands.ts";
import { flows } from "./flows/index.ts";
import { gate } from "./gate.ts";
import { menu, menuKeyboard } from "./menu.ts";
import type { OwnerRegistry } from "./registry.ts";

/** The owner's side of the service; dialogs run on the engine of the messenger. */
const registryOver = (engine: Engine): OwnerRegistry => ({
  dialogs: dialogsOver(engine, flows),
  menu,
  commands,
  actions,
  keyboard: menuKeyboard,
  gate,
});

export const telegramRegistry = registryOver(telegramEngine);
export const whatsappRegistry = registryOver(replayEngine);
