import { sorted } from "../../../core/messaging/audience.ts";
import type { Notice } from "../../../core/messaging/notice.ts";
import type { NoticeReader, NoticeView } from "../../voice.ts";
import { renderConsultationNotice } from "./consultation.ts";
import { renderDeliveryNotice } from "./delivery.ts";
import { renderPaymentNotice } from "./payment.ts";

/** Puts a notice to an owner in words. */
export function ownerNotice(notice: Notice, reader: NoticeReader): NoticeView {
  const { area, notice: told } = sorted(notice);
  switch (area) {
    case "delivery":
      return renderDeliveryNotice(told);
    case "consultation":
      return renderConsultationNotice(told, reader);
    case "payment":
      return renderPaymentNotice(told, reader);
    case "desk":
    case "money":
    case "whatsapp":
      throw new Error(`${told.kind} is not for an owner`);
  }
}
