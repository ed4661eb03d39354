import type { Abilities } from "./channels.ts";
import type { Content, Media, Words } from "./content.ts";
import { FRAME_ROOM, splitWords } from "./split.ts";

/** One message to be sent, and the part of the relayed message that its first message is. */
export interface Part {
  readonly content: Content;
  readonly part: number;
}

/**
 * How a content is sent through a messenger: long texts in several messages, a caption too long for its file as
 * texts after it. Room is left for the frame above the first. Parts are numbered as messages appear in the chat;
 * those of an album one by one.
 */
export function partsOf(content: Content, { limits, album }: Abilities): Part[] {
  switch (content.kind) {
    case "text":
      return splitWords(content, limits.text, limits.text - FRAME_ROOM).map((words, part) => ({
        content: { kind: "text", ...words },
        part,
      }));
    case "media": {
      const { media, rest } = fitted(content.media, limits.caption, limits.text);
      return numbered([{ kind: "media", media }, ...rest]);
    }
    case "album": {
      const fits = content.parts.map((media) => fitted(media, limits.caption, limits.text));
      const medias = fits.map(({ media }) => media);
      const rest = fits.flatMap((fit) => fit.rest);
      return numbered([
        ...(album
          ? [{ kind: "album", parts: medias } as const]
          : medias.map((media) => ({ kind: "media", media }) as const)),
        ...rest,
      ]);
    }
    case "location":
    case "contact":
      return [{ content, part: 0 }];
  }
}

function numbered(contents: readonly Content[]): Part[] {
  let part = 0;
  return contents.map((content) => {
    const numbered = { content, part };
    part += content.kind === "album" ? content.parts.length : 1;
    return numbered;
  });
}

function fitted(media: Media, captionLimit: number, textLimit: number): { media: Media; rest: Content[] } {
  const { caption, ...bare } = media;
  if (!caption || caption.text.length <= captionLimit - FRAME_ROOM) return { media, rest: [] };
  return { media: bare, rest: splitWords(caption, textLimit, textLimit - FRAME_ROOM).map(asText) };
}

const asText = (words: Words): Content => ({ kind: "text", ...words });
