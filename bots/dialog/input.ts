import type { Channel } from "../../prisma/generated/enums.ts";
import type { MediaKind } from "../../core/messaging/content.ts";

/** One file a person sent, still at the channel. */
export interface Media {
  readonly kind: MediaKind;
  /** How the channel names the file when asked for it (Telegram: `file_id`). */
  readonly ref: string;
  /** Where it is; absent: where the dialog is. */
  readonly channel?: Channel;
  /** Bytes, as the channel claims. */
  readonly size?: number;
  /** File name, as the sender claims. */
  readonly name?: string;
  /** Media type, as the sender claims: never trust it. */
  readonly mime?: string;
  readonly caption?: string;
}

/** A phone number shared through the messenger's own button. */
export interface Contact {
  /** As the messenger gave it: digits, maybe with a plus. */
  readonly phone: string;
  /** True when the messenger vouches that it is the sender's own number. */
  readonly own: boolean;
}

/** Degrees, WGS 84. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** What a person did, in no messenger's words. Plain JSON: it is kept in the dialog's log. */
export type Input =
  | { readonly kind: "text"; readonly text: string }
  /** A button press. `of` is the token of the question it belongs to, `value` the button's token: see `token.ts`. */
  | { readonly kind: "pick"; readonly of: string; readonly value: string }
  /** One message with a file, or an album: all its parts. */
  | { readonly kind: "media"; readonly media: readonly Media[] }
  | ({ readonly kind: "contact" } & Contact)
  | ({ readonly kind: "location" } & Place)
  | { readonly kind: "back" }
  /** Nothing was said: the person is elsewhere now, and the open question is to be shown to them there. */
  | { readonly kind: "again" }
  | { readonly kind: "skip" }
  /** A message that answers no question (a poll, a dice, a strange button): the question answers with its hint. */
  | { readonly kind: "other" };
