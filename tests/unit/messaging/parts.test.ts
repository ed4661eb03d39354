import { describe, expect, it } from "vitest";
import { abilities } from "../../../core/messaging/channels.ts";
import type { Media } from "../../../core/messaging/content.ts";
import { partsOf } from "../../../core/messaging/parts.ts";
import { FRAME_ROOM } from "../../../core/messaging/split.ts";

const photo = (caption?: string): Media => ({
  kind: "photo",
  file: "file",
  ...(caption !== undefined && { caption: { text: caption } }),
});

describe("the parts of a message", () => {
  it("leaves room for the frame above the longest text Telegram takes", () => {
    const parts = partsOf({ kind: "text", text: "щ".repeat(4096) }, abilities.telegram);
    const lengths = parts.map(({ content }) => (content.kind === "text" ? content.text.length : 0));
    expect(lengths).toEqual([4096 - FRAME_ROOM, FRAME_ROOM]);
    expect(parts.map(({ part }) => part)).toEqual([0, 1]);
  });

  it("sends a caption that does not fit as a text after its file", () => {
    const parts = partsOf({ kind: "media", media: photo("щ".repeat(1024)) }, abilities.telegram);
    expect(parts.map(({ content }) => content.kind)).toEqual(["media", "text"]);
    expect(parts[0]?.content).toEqual({ kind: "media", media: photo() });
  });

  it("numbers the parts of an album as they stand in the chat", () => {
    const album = { kind: "album", parts: [photo("one"), photo(), photo("щ".repeat(1000))] } as const;
    const parts = partsOf(album, abilities.telegram);
    expect(parts.map(({ content, part }) => [content.kind, part])).toEqual([
      ["album", 0],
      ["text", 3],
    ]);
  });

  it("sends an album one by one where there are no albums", () => {
    const album = { kind: "album", parts: [photo("one"), photo()] } as const;
    const parts = partsOf(album, abilities.whatsapp);
    expect(parts.map(({ content, part }) => [content.kind, part])).toEqual([
      ["media", 0],
      ["media", 1],
    ]);
  });
});
