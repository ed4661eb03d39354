import type { PaymentNotice } from "../../../core/orders/notices.ts";
import { money, moment, plain, t } from "../../texts.ts";
import type { NoticeReader, NoticeView } from "../../voice.ts";
import { actionData } from "../turn.ts";

/** What an owner is told about an order. */
export function renderPaymentNotice(notice: PaymentNotice, { locale, zone }: NoticeReader): NoticeView {
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
    case "invoiceMade":
      return {
        text: t("invoice-made", {
          order,
          reference: notice.reference,
          amount: money({ amount: notice.amount, currency: notice.currency }),
          until: moment(notice.until, zone),
        }),
        menu: [[{ label: t("invoice-open"), url: notice.link }]],
      };
    case "orderStarted":
      return {
        text: t("order-started", {
          order,
          amount: money({ amount: notice.amount, currency: notice.currency }),
          held: notice.held ? "yes" : "no",
        }),
        menu: [[{ label: t("order-paid-services"), data: actionData("services") }]],
      };
    case "orderReleased":
      return {
        text: t("order-released", {
          order,
          amount: money({ amount: notice.amount, currency: notice.currency }),
          reason: notice.reason,
        }),
        menu: [[{ label: t("order-paid-services"), data: actionData("services") }]],
      };
    case "orderRefunded":
      return {
        text: t("order-refunded", {
          order,
          amount: money({ amount: notice.amount, currency: notice.currency }),
          reason: notice.reason,
          way: notice.way,
        }),
        menu: [[{ label: t("order-paid-services"), data: actionData("services") }]],
      };
  }
}
