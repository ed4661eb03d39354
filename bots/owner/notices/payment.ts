import type { PaymentNotice } from "../../../core/orders/notices.ts";
import { money, plain, t } from "../../texts.ts";
import type { NoticeReader, NoticeView } from "../../voice.ts";
import { actionData } from "../turn.ts";

/** What an owner is told about an order. */
export function renderPaymentNotice(notice: PaymentNotice, { locale }: NoticeReader): NoticeView {
  const order = String(notice.order);
  switch (notice.kind) {
    case "orderPaid":
      return {
        text: t("order-paid", {
          order,
          title: plain(notice.title[locale] ?? Object.values(notice.title)[0] ?? "", "title"),
          sessions: notice.sessions,
        }),
        menu: [
          [{ label: t("order-paid-activate"), data: actionData("activate", notice.entitlement) }],
          [{ label: t("order-paid-services"), data: actionData("services") }],
        ],
      };
    case "orderRefunded":
      return {
        text: t("order-refunded", {
          order,
          amount: money({ amount: notice.amount, currency: notice.currency }),
          reason: notice.reason,
        }),
        menu: [[{ label: t("order-paid-services"), data: actionData("services") }]],
      };
  }
}
