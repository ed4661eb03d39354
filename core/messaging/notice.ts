import type { ConsultationNotice } from "../consultations/notices.ts";
import type { PaymentNotice } from "../orders/notices.ts";

/** Told to the sender when their message or file did not get through. */
export type DeliveryNotice =
  | {
      readonly kind: "notDelivered";
      /** Delivery to try again; its button is *Retry*. */
      readonly delivery: string;
      readonly reason: "blocked" | "too_big" | "missing_file" | "rejected" | "refused_file";
      readonly retry: boolean;
    }
  | { readonly kind: "uncertain"; readonly delivery: string; readonly retry: boolean }
  | {
      readonly kind: "fileRefused";
      readonly reason: "too_big" | "executable" | "unreadable" | "wrong_kind" | "gone";
      /** What it was meant for; from a pet or a complaint it has been withdrawn. */
      readonly use: "message" | "pet" | "complaint";
    }
  /** A turn failed every time and was set aside. */
  | { readonly kind: "apology" };

/**
 * What the core has to tell a person: data, no words. The bot puts it in words in the person's language when it is
 * delivered (bots/owner/notices, bots/vet/notices).
 */
export type Notice = DeliveryNotice | ConsultationNotice | PaymentNotice;
