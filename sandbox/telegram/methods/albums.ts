/** Albums: two to ten parts, photos and videos together, documents and audio among themselves. */
import { randomInt } from "node:crypto";
import { captionContent } from "../entities/text.ts";
import { bad } from "../errors.ts";
import { inputFile } from "../files.ts";
import { mediaContent, MEDIA_KINDS, type MediaKind } from "../media.ts";
import type { Content } from "../messages.ts";
import type { Methods } from "../method.ts";
import { send } from "../send.ts";

function isMediaKind(kind: string): kind is MediaKind {
  return MEDIA_KINDS.some((each) => each === kind);
}

/** Refuses an album of a wrong size or mixture. */
export function checkAlbum(kinds: string[]): void {
  if (kinds.length < 2 || kinds.length > 10)
    bad("wrong number of messages in the album specified; it must be 2-10");
  const alone = kinds.find((kind) => kind === "document" || kind === "audio");
  if (alone !== undefined && kinds.some((kind) => kind !== alone))
    bad(`${alone} can't be mixed with other media types`);
}

export function albumId(): string {
  return String(randomInt(2 ** 47));
}

export const albumMethods = {
  sendMediaGroup(call, params) {
    const { world, bot, parts } = call;
    const media_group_id = albumId();
    // All parts are looked at before the first is sent: an album arrives whole or not at all.
    const contents = params.media.map((item): Content => {
      if (!isMediaKind(item.type)) return bad(`media of type ${item.type} can't be sent in an album`);
      const file = inputFile(world, bot, parts, item.media);
      return {
        ...mediaContent(world, bot.record.me.id, item.type, file, item),
        ...captionContent(item),
        media_group_id,
      };
    });
    return contents.map((content) => send(call, params, () => content));
  },
} satisfies Methods;
