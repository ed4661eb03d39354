/** A run of formatted text, in UTF-16 units, as messengers count them. */
export interface Entity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly language?: string;
  readonly custom_emoji_id?: string;
}

export interface Words {
  readonly text: string;
  readonly entities?: readonly Entity[];
}

/** Kinds of files that pass between owner and vet. */
export const mediaKinds = [
  "photo",
  "video",
  "animation",
  "voice",
  "audio",
  "video_note",
  "document",
  "sticker",
] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** A file of ours (table `file`) as it appears in a message. */
export interface Media {
  readonly kind: MediaKind;
  /** Id of the file row. */
  readonly file: string;
  readonly caption?: Words;
  readonly name?: string;
  /** Seconds. */
  readonly duration?: number;
  readonly width?: number;
  readonly height?: number;
  /** Shown blurred until tapped. */
  readonly spoiler?: boolean;
  /** What a sticker stands for. */
  readonly emoji?: string;
  /** Id of the file row of a picture that shows it where the messenger cannot: of a sticker that moves. */
  readonly still?: string;
}

/** What one message says, whatever the messenger. */
export type Content =
  | ({ readonly kind: "text" } & Words)
  | { readonly kind: "media"; readonly media: Media }
  | { readonly kind: "album"; readonly parts: readonly Media[] }
  | {
      readonly kind: "location";
      readonly latitude: number;
      readonly longitude: number;
      readonly title?: string;
      readonly address?: string;
    }
  | {
      readonly kind: "contact";
      readonly phone: string;
      readonly firstName: string;
      readonly lastName?: string;
    };

/** Ids of all files a content shows. */
export function filesOf(content: Content): string[] {
  const medias = content.kind === "media" ? [content.media] : content.kind === "album" ? content.parts : [];
  return medias.flatMap(({ file, still }) => (still === undefined ? [file] : [file, still]));
}
