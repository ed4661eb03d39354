import type { Content, MediaKind, Words } from "../core/messaging/content.ts";

/** A file in a message as the messenger names it; not fetched yet. */
export interface IncomingMedia {
  readonly kind: MediaKind;
  /** The messenger's reference for fetching it. */
  readonly ref: string;
  readonly size?: number;
  readonly name?: string;
  readonly mime?: string;
  readonly duration?: number;
  readonly width?: number;
  readonly height?: number;
  readonly spoiler?: boolean;
  /** What a sticker stands for. */
  readonly emoji?: string;
  /** The messenger's reference for fetching a picture of it, where it is something that other messengers cannot show. */
  readonly still?: string;
  readonly caption?: Words;
  /** External id of the message that carried it (each part of an album has its own). */
  readonly externalId: string;
}

/** What a message says, before its files are ours. */
export type IncomingContent =
  | ({ readonly kind: "text" } & Words)
  | { readonly kind: "media"; readonly parts: readonly [IncomingMedia, ...IncomingMedia[]] }
  | Extract<Content, { kind: "location" }>
  /** `own`: the messenger vouches that the number is the sender's own. */
  | (Extract<Content, { kind: "contact" }> & { readonly own: boolean })
  /** A poll, dice, story, checklist …: cannot pass. */
  | { readonly kind: "unsupported"; readonly what: string };

/** Something a person did in a chat with us, whatever the messenger. */
export type Incoming =
  | {
      readonly kind: "message";
      readonly externalId: string;
      readonly content: IncomingContent;
      /** External id of the quoted message. */
      readonly replyTo?: string;
      /** Staff: the topic it was written in. */
      readonly topic?: string;
    }
  | {
      readonly kind: "command";
      readonly externalId: string;
      readonly name: string;
      readonly payload: string;
      /** External id of the quoted message. */
      readonly replyTo?: string;
      readonly topic?: string;
    }
  | { readonly kind: "edited"; readonly externalId: string; readonly content: IncomingContent }
  /** The person took a message of theirs away for both sides. Telegram never tells. */
  | { readonly kind: "deleted"; readonly externalId: string }
  | { readonly kind: "reaction"; readonly externalId: string; readonly emoji: string | null }
  | { readonly kind: "press"; readonly data: string; readonly externalId: string; readonly topic?: string }
  | { readonly kind: "blocked" | "unblocked" };
