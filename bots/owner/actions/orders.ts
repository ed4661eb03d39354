import { cancelOrder } from "../../../core/orders/lapse.ts";
import { myOrder } from "../../../core/orders/mine.ts";
import { t } from "../../texts.ts";
import { buyButton } from "../flows/buttons.ts";
import { cancelScreen, orderScreen, paidScreen, servicesButton } from "../screens/orders.ts";
import { here, show } from "../screens/screen.ts";
import type { Action, Actions } from "../turn.ts";
import { isId } from "./is-id.ts";

/** An order, as it stands now. */
const order: Action = async (turn, id = "", where) => {
  const screen = isId(id) ? await orderScreen(turn, id) : undefined;
  if (!screen) return turn.say(t("old-button"));
  await show(turn, screen, where);
};

/** *Cancel the order*: asks first. One that is paid or closed meanwhile says so. */
const ask: Action = async (turn, id = "", where) => {
  const screen = isId(id) ? await cancelScreen(turn, id) : undefined;
  if (!screen) return order(turn, id, where);
  await show(turn, screen, where);
};

/** The yes to that question. */
const cancel: Action = async (turn, id = "") => {
  const known = isId(id) ? await myOrder(turn.core, turn.person, id) : undefined;
  if (!known) return turn.say(t("old-button"));
  const number = String(known.number);
  const result = await cancelOrder(turn.core, turn.person, id);
  switch (result.kind) {
    case "ok":
      return show(
        turn,
        {
          text: t("unpaid-cancelled", { number, begun: result.begun ? "yes" : "no" }),
          menu: [[buyButton], [servicesButton]],
        },
        here,
      );
    case "already_paid":
      return show(turn, paidScreen(number), here);
    case "not_found":
      return turn.say(t("old-button"));
  }
};

export const orderActions: Actions = { order, "cancel-order": ask, "order-cancelled": cancel };
