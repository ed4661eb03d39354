import type { Actions } from "../turn.ts";
import { areaActions } from "./areas.ts";
import { consultationActions } from "./consultation.ts";
import { goActions } from "./go.ts";
import { messagingActions } from "./messaging.ts";
import { orderActions } from "./orders.ts";
import { serviceActions } from "./services.ts";
import { supportActions } from "./support.ts";

/** Buttons outside dialogs, by the name in their data. A new area is one line here. */
export const actions: Actions = {
  ...messagingActions,
  ...goActions,
  ...areaActions,
  ...serviceActions,
  ...orderActions,
  ...consultationActions,
  ...supportActions,
};
