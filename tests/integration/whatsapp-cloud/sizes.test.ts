import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { rigForFile } from "./rig.ts";

const rig = await rigForFile();
const { hub, passed } = rig;
await rig.cloud.subscribe(rig.webhook);

const MB = 1024 * 1024;
const bytes = (size: number) => new Uint8Array(size).fill(7);
/** Nothing makes it small. */
const noisy = () =>
  sharp({
    create: {
      width: 512,
      height: 512,
      channels: 3,
      background: "red",
      noise: { type: "gaussian", mean: 128, sigma: 200 },
    },
  });
const moving = (...frames: Buffer[]) =>
  sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
const red = (width: number, height = width) =>
  sharp({ create: { width, height, channels: 3, background: "red" } });

describe("the sizes and types WhatsApp takes", () => {
  it.each([
    ["photo", "image/jpeg", 5 * MB, "photo"],
    ["photo", "image/jpeg", 5 * MB + 1, "document"],
    ["video", "video/mp4", 16 * MB, "video"],
    ["video", "video/mp4", 16 * MB + 1, "document"],
    ["voice", "audio/ogg", 16 * MB + 1, "document"],
  ] as const)("a %s of type %s with %i bytes goes as %s", async (kind, mime, size, shown) => {
    const { messages } = await passed({ kind, mime, bytes: bytes(size) });
    expect(messages.map((message) => message.kind)).toEqual([shown]);
    expect(messages[0]?.file?.size).toBe(size);
  });

  it("pictures it would not show become PNG", async () => {
    const webp = await red(8).webp().toBuffer();
    const still = await red(8).gif().toBuffer();
    for (const [kind, file] of [
      ["photo", { mime: "image/webp", bytes: webp, name: "cat.webp" }],
      ["document", { mime: "image/webp", bytes: webp, name: "cat.webp" }],
      ["document", { mime: "image/gif", bytes: still }],
    ] as const) {
      const { messages } = await passed({ kind, ...file });
      expect(messages.map((message) => [message.kind, message.file?.mime, message.text])).toEqual([
        ["photo", "image/png", ""],
      ]);
    }
    const broken = await passed({ mime: "image/gif", bytes: bytes(10) });
    expect(broken.outcome).toEqual({ kind: "refused", reason: "unreadable" });
  });

  it("stickers are of the one size that Meta takes; one that cannot be so small becomes a picture", async () => {
    const wide = await passed({
      kind: "sticker",
      mime: "image/webp",
      bytes: await red(512, 300).webp().toBuffer(),
    });
    expect(wide.messages.map(({ kind }) => kind)).toEqual(["sticker"]);
    const whole = await red(512).webp().toBuffer();
    const same = await passed({ kind: "sticker", mime: "image/webp", bytes: whole });
    const uid = (found: typeof wide) => found.messages[0]?.file?.uid ?? "";
    expect(hub.world.files.get(uid(same))?.bytes).toEqual(whole);
    expect(await sharp(hub.world.files.get(uid(wide))?.bytes).metadata()).toMatchObject({
      width: 512,
      height: 512,
    });
    const noise = await noisy().webp({ lossless: true }).toBuffer();
    const large = await passed({ kind: "sticker", mime: "image/webp", bytes: noise });
    expect(large.messages.map(({ kind }) => kind)).toEqual(["photo"]);
  });

  it("a GIF goes on moving as a sticker, and what is too large for that stands still, which is said", async () => {
    const frame = await red(64).png().toBuffer();
    const frames = [frame, await sharp(frame).negate().png().toBuffer()];
    const small = await passed({
      kind: "document",
      mime: "image/gif",
      bytes: await moving(...frames),
      name: "paw.gif",
    });
    expect(small.messages.map(({ kind }) => kind)).toEqual(["sticker"]);
    const sticker = hub.world.files.get(small.messages[0]?.file?.uid ?? "")?.bytes;
    expect(await sharp(sticker, { animated: true }).metadata()).toMatchObject({ pages: 2, width: 512 });
    const noise = await Promise.all([1, 2, 3, 4, 5].map(() => noisy().png().toBuffer()));
    const large = await passed({
      kind: "animation",
      mime: "image/gif",
      bytes: await moving(...noise),
      caption: "Rex",
    });
    expect(large.messages.map(({ kind, file }) => [kind, file?.mime])).toEqual([["photo", "image/png"]]);
    expect(large.messages[0]?.text).toBe("Rex\nThis picture moves; WhatsApp shows only the beginning of it.");
  });

  it("a sticker that moves in Telegram alone stands still, or is told of in words", async () => {
    const still = { bytes: await red(128).webp().toBuffer(), mime: "image/webp" };
    for (const mime of ["application/gzip", "video/webm"]) {
      const shown = await passed({ kind: "sticker", mime, still, emoji: "😺" });
      expect(shown.messages.map(({ kind, text }) => [kind, text])).toEqual([
        ["text", "😺 This sticker moves; WhatsApp shows it still."],
        ["sticker", ""],
      ]);
      const told = await passed({ kind: "sticker", mime, emoji: "😺" });
      expect(told.messages.map(({ kind, text }) => [kind, text])).toEqual([
        ["text", "😺 A sticker that WhatsApp cannot show."],
      ]);
    }
  });

  it.each([["application/zip"], ["video/webm"], ["video/quicktime"], ["application/gzip"]])(
    "%s is refused in words, before it is uploaded",
    async (mime) => {
      const { outcome, messages } = await passed({ kind: "document", mime });
      expect(outcome).toEqual({ kind: "refused", reason: "not_taken" });
      expect(messages).toEqual([]);
    },
  );

  it("what is over 100 MB is refused", async () => {
    const huge = new Uint8Array(100 * MB + 1);
    const { outcome } = await passed({ kind: "document", mime: "application/pdf", bytes: huge });
    expect(outcome).toEqual({ kind: "refused", reason: "too_big" });
  });
});
