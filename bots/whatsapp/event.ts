import type { Content, MediaKind } from "../../core/messaging/content.ts";

/** A file in a WhatsApp message, still at WhatsApp. */
export interface WhatsAppMedia {
  readonly kind: "media";
  readonly media: MediaKind;
  /** How the driver finds it when it is fetched. */
  readonly ref: string;
  readonly mime?: string;
  /** Bytes, as WhatsApp claims. */
  readonly size?: number;
  readonly name?: string;
  readonly caption?: string;
  /** Seconds. */
  readonly duration?: number;
  readonly width?: number;
  readonly height?: number;
}

export type WhatsAppContent =
  | { readonly kind: "text"; readonly text: string }
  | WhatsAppMedia
  | Extract<Content, { kind: "location" | "contact" }>
  /** A native button or row of a list that was pressed: what we gave it to carry. */
  | { readonly kind: "choice"; readonly data: string; readonly title: string }
  /** A poll, an event, a product …: cannot pass. */
  | { readonly kind: "unsupported"; readonly what: string };

/** What a person did in their chat with us, the same from every driver. Plain JSON: the inbox keeps it. */
export type WhatsAppEvent =
  | {
      readonly kind: "message";
      /** WhatsApp's id of the message; opaque. */
      readonly id: string;
      /** Where an answer goes; opaque, it may hold no phone number. */
      readonly chat: string;
      /** Seconds since 1970, by the sender's phone. */
      readonly at: number;
      readonly content: WhatsAppContent;
      /** Id of the message it quotes. */
      readonly quoted?: string;
      /** E.164 without the plus, where WhatsApp tells it. */
      readonly phone?: string;
      /** What the person calls themselves. */
      readonly name?: string;
    }
  | { readonly kind: "edited"; readonly id: string; readonly chat: string; readonly text: string }
  | { readonly kind: "revoked"; readonly id: string; readonly chat: string }
  /** `id`: of our poll; `option`: the place of what is chosen now, from 0. */
  | {
      readonly kind: "vote";
      readonly id: string;
      readonly chat: string;
      readonly option: number;
      readonly phone?: string;
    }
  /** `id`: of the message that was reacted to; null takes the reaction away. */
  | {
      readonly kind: "reaction";
      readonly id: string;
      readonly chat: string;
      readonly emoji: string | null;
    };
