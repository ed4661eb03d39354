import { isDeskNotice } from "../../../core/consultations/notices.ts";
import type { Notice } from "../../../core/messaging/notice.ts";
import type { NoticeReader, NoticeView } from "../../voice.ts";
import { renderConsultationNotice } from "./consultation.ts";
import { renderDeliveryNotice } from "./delivery.ts";
import { renderPaymentNotice } from "./payment.ts";

/** Puts a notice to an owner in words. */
export function ownerNotice(notice: Notice, reader: NoticeReader): NoticeView {
  switch (notice.kind) {
    case "notDelivered":
    case "uncertain":
    case "fileRefused":
    case "cannotPass":
    case "reacted":
    case "apology":
      return renderDeliveryNotice(notice);
    case "orderPaid":
    case "orderRefunded":
      return renderPaymentNotice(notice, reader);
    default:
      if (isDeskNotice(notice)) throw new Error(`a notice for staff, ${notice.kind}, to an owner`);
      return renderConsultationNotice(notice, reader);
  }
}
