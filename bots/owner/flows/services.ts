import type { Dialog } from "../../dialog/dialog.ts";
import { chatsScreen } from "../screens/chats.ts";
import { sayScreen } from "../screens/screen.ts";
import { servicesScreen } from "../screens/services.ts";
import type { OwnerCore } from "../turn.ts";

/** What the owner bought. A screen: nothing is asked, its buttons lead on. */
export const services = (dialog: Dialog<OwnerCore>): Promise<void> =>
  sayScreen(dialog, "services", (viewer) => servicesScreen(viewer));

/** The owner's consultations. A screen as well. */
export const chats = (dialog: Dialog<OwnerCore>): Promise<void> =>
  sayScreen(dialog, "chats", (viewer) => chatsScreen(viewer));
