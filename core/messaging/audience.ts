import type { ConsultationNotice, DeskNotice } from "../consultations/notices.ts";
import type { PaymentNotice } from "../orders/notices.ts";
import type { MoneyNotice } from "../payments/notices.ts";
import type { DeliveryNotice, Notice } from "./notice.ts";
import type { WhatsAppNotice } from "./whatsapp-notices.ts";

/** A notice with the area it comes from, which decides who may hear it and who puts it in words. */
export type Sorted =
  | { readonly area: "delivery"; readonly notice: DeliveryNotice }
  | { readonly area: "consultation"; readonly notice: ConsultationNotice }
  | { readonly area: "payment"; readonly notice: PaymentNotice }
  | { readonly area: "desk"; readonly notice: DeskNotice }
  | { readonly area: "money"; readonly notice: MoneyNotice }
  | { readonly area: "whatsapp"; readonly notice: WhatsAppNotice };

const delivery: ReadonlySet<string> = new Set([
  "notDelivered",
  "uncertain",
  "waits",
  "fileRefused",
  "cannotPass",
  "reacted",
  "withdrawn",
  "apology",
] satisfies DeliveryNotice["kind"][]);

const isDelivery = (notice: Notice): notice is DeliveryNotice => delivery.has(notice.kind);
const isDesk = (notice: Notice): notice is DeskNotice => notice.kind.startsWith("desk");
const isPayment = (notice: Notice): notice is PaymentNotice => notice.kind.startsWith("order");
const isMoney = (notice: Notice): notice is MoneyNotice => notice.kind.startsWith("money");
const isWhatsApp = (notice: Notice): notice is WhatsAppNotice => notice.kind.startsWith("whatsapp");

export function sorted(notice: Notice): Sorted {
  if (isDelivery(notice)) return { area: "delivery", notice };
  if (isDesk(notice)) return { area: "desk", notice };
  if (isPayment(notice)) return { area: "payment", notice };
  if (isMoney(notice)) return { area: "money", notice };
  if (isWhatsApp(notice)) return { area: "whatsapp", notice };
  return { area: "consultation", notice };
}
