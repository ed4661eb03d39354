import type { ConsultationNotice, DeskNotice } from "../consultations/notices.ts";
import type { PaymentNotice } from "../orders/notices.ts";
import type { MoneyNotice } from "../payments/notices.ts";
import type { WhatsAppNotice } from "./whatsapp-notices.ts";

/** Why a file cannot be used. `gone`: the messenger has it no more. */
export const fileRefusals = ["too_big", "executable", "unreadable", "wrong_kind", "gone"] as const;
export type FileRefusal = (typeof fileRefusals)[number];

/**
 * Why an operation was refused for good. `topic_gone` is mended by delivery itself and never shown; `window`: the person
 * would have had to write first; `not_taken`: the messenger takes no such files.
 */
export type Refusal =
  | "blocked"
  | "missing_file"
  | "topic_gone"
  | "rejected"
  | "window"
  | "not_taken"
  | FileRefusal;

/** Told to the sender when their message or file did not get through. */
export type DeliveryNotice =
  | {
      readonly kind: "notDelivered";
      /** The delivery that *Retry* tries again. */
      readonly delivery: string;
      readonly reason: Refusal;
      /** False where trying again cannot help. */
      readonly retry: boolean;
    }
  | { readonly kind: "uncertain"; readonly delivery: string }
  /** The reader's messenger lets us write only after they have: they were invited to, and it goes when they do. */
  | { readonly kind: "waits" }
  | {
      readonly kind: "fileRefused";
      readonly reason: FileRefusal;
      /** What it was meant for; from a pet or a complaint it has been withdrawn. */
      readonly use: "message" | "pet" | "complaint";
      /** The pet, or the consultation. */
      readonly about: string | null;
    }
  /** Part of a message cannot pass between the messengers. */
  | { readonly kind: "cannotPass"; readonly what: string }
  /** The other side reacted with something our bot cannot set. */
  | { readonly kind: "reacted"; readonly emoji: string }
  /** The other side took a message away that they had written. */
  | { readonly kind: "withdrawn" }
  /** A turn failed every time and was set aside. */
  | { readonly kind: "apology" };

/**
 * What the core has to tell a person: data, no words. The bot puts it in words in the person's language when it is
 * delivered (bots/owner/notices, bots/vet/notices).
 */
export type Notice =
  | DeliveryNotice
  | ConsultationNotice
  | DeskNotice
  | PaymentNotice
  | MoneyNotice
  | WhatsAppNotice;
