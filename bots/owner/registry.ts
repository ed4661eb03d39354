import type { Keyboard } from "../../core/messaging/operation.ts";
import type { Dialogs, Flows } from "../dialog/dialogs.ts";
import type { Locale } from "../texts.ts";
import type { Actions, MenuItem, OwnerCore, OwnerTurn } from "./turn.ts";

/** All that an owner can do, as the turn looks it up. */
export interface OwnerRegistry {
  readonly dialogs: Dialogs<OwnerCore, Flows<OwnerCore>>;
  readonly menu: readonly MenuItem[];
  readonly commands: Readonly<Record<string, (turn: OwnerTurn, payload: string) => Promise<void>>>;
  readonly actions: Actions;
  /** The menu as it stands below the chat. */
  readonly keyboard: (locale: Locale) => Keyboard;
  /** What has to be answered before anything else (a new version of the terms): a flow to enter. */
  readonly gate: (turn: OwnerTurn) => Promise<string | undefined>;
}
