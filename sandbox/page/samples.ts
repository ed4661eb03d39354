/** The ready-made things of the page: drawings turned into photos, recordings, and files that a service must refuse. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import sharp from "sharp";

export interface Sample {
  readonly bytes: Buffer;
  readonly mime: string;
}

const FOLDER = new URL("samples/", import.meta.url);

/** A program's first bytes (MZ): what a photo must not be. */
const EXECUTABLE = Buffer.concat([Buffer.from("MZ\u0090\0\u0003\0\0\0", "latin1"), Buffer.alloc(4096)]);

/** Bots can fetch 20 MB at most (core.telegram.org/bots/api#getfile). */
const TOO_LARGE = 21 * 1024 * 1024;

const read = (name: string): Promise<Buffer> => readFile(new URL(name, FOLDER));

const photo = async (drawing: string): Promise<Sample> => ({
  bytes: await sharp(await read(drawing))
    .jpeg({ quality: 82 })
    .toBuffer(),
  mime: "image/jpeg",
});

const recording = async (name: string, mime: string): Promise<Sample> => ({ bytes: await read(name), mime });

const makers: Record<string, () => Promise<Sample>> = {
  "cat.jpg": () => photo("cat.svg"),
  "dog.jpg": () => photo("dog.svg"),
  "paw.jpg": () => photo("paw.svg"),
  "sticker.webp": async () => ({
    bytes: await sharp(await read("sticker.svg"))
      .resize(512, 512)
      .webp()
      .toBuffer(),
    mime: "image/webp",
  }),
  "voice.ogg": () => recording("voice.ogg", "audio/ogg"),
  "purr.mp3": () => recording("purr.mp3", "audio/mpeg"),
  "walk.mp4": () => recording("walk.mp4", "video/mp4"),
  "round.mp4": () => recording("round.mp4", "video/mp4"),
  "wag.gif": () => recording("wag.gif", "image/gif"),
  "blood-test.pdf": () => recording("blood-test.pdf", "application/pdf"),
  "executable.jpg": async () => ({ bytes: EXECUTABLE, mime: "image/jpeg" }),
  "21-megabytes.bin": async () => ({ bytes: randomBytes(TOO_LARGE), mime: "application/octet-stream" }),
};

const made = new Map<string, Promise<Sample>>();

/** The sample of this name, made once; nothing where there is none. */
export async function sample(name: string): Promise<Sample | undefined> {
  const make = Object.hasOwn(makers, name) ? makers[name] : undefined;
  if (!make) return undefined;
  const known = made.get(name) ?? make();
  made.set(name, known);
  return known;
}
