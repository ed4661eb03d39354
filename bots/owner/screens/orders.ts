import { localized } from "../../../core/catalog/words.ts";
import { myOrder, type OrderInfo } from "../../../core/orders/mine.ts";
import { isPaid } from "../../../core/orders/states.ts";
import type { SayButton } from "../../dialog/dialog.ts";
import { lines, money, moment, t, type Text } from "../../texts.ts";
import { buyButton, supportButton } from "../flows/buttons.ts";
import { shareButtons, troubleButton } from "../paying.ts";
import { rowOf } from "../messengers.ts";
import { actionData } from "../turn.ts";
import { here, type Screen, type Viewer } from "./screen.ts";

/** An unpaid order on a list. */
export function orderLine({ locale, zone }: Viewer, order: OrderInfo): Text {
  return t("unpaid-line", {
    number: String(order.number),
    title: localized(order.package, locale),
    amount: money(order),
    until: moment(order.expiresAt.toISOString(), zone),
  });
}

/** *Pay* and *Cancel* of one order among several. */
export const orderRow = (order: OrderInfo): SayButton[] => [
  ...payButton(order, t("unpaid-pay-number", { number: String(order.number) })),
  {
    label: t("unpaid-cancel-number", { number: String(order.number) }),
    data: actionData("cancel-order", order.id, here),
  },
];

/** Without a public address there is no page to pay on. */
const payButton = ({ link }: OrderInfo, label: Text): SayButton[] =>
  link === undefined ? [] : [{ label, url: link }];

/** Asks whether an order shall be cancelled, in the place of the message it stands on. */
export const cancelButton = (order: string): SayButton => ({
  label: t("unpaid-cancel"),
  data: actionData("cancel-order", order, here),
});

export const servicesButton: SayButton = { label: t("to-services"), data: actionData("services") };

/** An order as it stands now; undefined when the owner has no such. */
export async function orderScreen(viewer: Viewer, id: string): Promise<Screen | undefined> {
  const order = await myOrder(viewer.core, viewer.person, id);
  if (!order) return undefined;
  const number = String(order.number);
  if (isPaid(order.state)) return paidScreen(number);
  if (!payable(viewer, order))
    return { text: t("unpaid-closed", { number }), menu: [[buyButton], [servicesButton]] };
  return {
    text: lines([t("unpaid-title"), orderLine(viewer, order)], "\n\n"),
    menu: [
      ...rowOf(payButton(order, t("order-pay", { amount: money(order) }))),
      ...rowOf(shareButtons(viewer.channel, viewer.locale, { link: order.link, number })),
      [troubleButton(number)],
      [cancelButton(id)],
      [servicesButton],
    ],
  };
}

const payable = ({ core }: Viewer, { state, expiresAt }: OrderInfo): boolean =>
  state === "open" && expiresAt > core.clock.now();

/** Paid, perhaps by somebody else and a moment ago: cancelling is a matter for support. */
export const paidScreen = (number: string): Screen => ({
  text: t("unpaid-paid", { number }),
  menu: [[servicesButton], [supportButton]],
});

/** The question before an order is cancelled; undefined when there is nothing to cancel. */
export async function cancelScreen(viewer: Viewer, id: string): Promise<Screen | undefined> {
  const order = await myOrder(viewer.core, viewer.person, id);
  if (!order || !payable(viewer, order)) return undefined;
  const title = localized(order.package, viewer.locale);
  return {
    text: t("unpaid-cancel-ask", { number: String(order.number), title, amount: money(order) }),
    menu: [
      [{ label: t("unpaid-cancel-yes"), data: actionData("order-cancelled", id) }],
      [{ label: t("unpaid-cancel-no"), data: actionData("order", id, here) }],
    ],
  };
}
