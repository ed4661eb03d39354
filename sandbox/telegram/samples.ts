/** Small built-in files, one for each kind of media, so that nobody has to look for a picture of a cat. */
import sharp from "sharp";
import { putFile } from "./files.ts";
import type { MediaKind } from "./media.ts";
import type { StoredFile, World } from "./world.ts";

/** A drawn cat: `hue` makes the parts of an album differ. */
function drawing(hue: number): Buffer {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">
    <rect width="640" height="480" fill="hsl(${hue} 45% 80%)"/>
    <path d="M200 180 230 80 290 150h60l60-70 30 100z" fill="hsl(${hue} 30% 35%)"/>
    <circle cx="320" cy="260" r="130" fill="hsl(${hue} 30% 35%)"/>
    <circle cx="270" cy="230" r="18" fill="#ffd"/><circle cx="370" cy="230" r="18" fill="#ffd"/>
    <path d="M300 290h40l-20 24z" fill="#e9a"/></svg>`);
}

/** One Ogg page with an Opus head: what a file sniffer looks at. */
function ogg(): Buffer {
  const head = Buffer.concat([Buffer.from("OpusHead"), Buffer.from([1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0])]);
  const page = Buffer.alloc(28);
  page.write("OggS");
  page[5] = 2;
  page[26] = 1;
  page[27] = head.length;
  return Buffer.concat([page, head]);
}

function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, content]);
}

function mp4(): Buffer {
  return Buffer.concat([
    box("ftyp", Buffer.from("isom\0\0\u0002\0isomiso2avc1mp41", "latin1")),
    box("mdat", Buffer.alloc(64)),
  ]);
}

/** An empty ID3 tag and frames of silence: MPEG-1 layer III, 128 kbit/s at 44.1 kHz makes 417 bytes each. */
function mp3(): Buffer {
  const frame = Buffer.alloc(417);
  frame.writeUInt32BE(0xff_fb_90_00);
  return Buffer.concat([Buffer.from("ID3\u0003\0\0\0\0\0\0", "latin1"), frame, frame, frame]);
}

const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;

async function make(kind: MediaKind, index: number): Promise<{ name: string; bytes: Buffer }> {
  const picture = sharp(drawing((index * 67 + 30) % 360));
  switch (kind) {
    case "photo":
      return { name: `photo-${index}.jpg`, bytes: await picture.jpeg().toBuffer() };
    case "sticker":
      return { name: "sticker.webp", bytes: await picture.resize(512, 512).webp().toBuffer() };
    case "animation":
      // Telegram makes a film of every GIF.
      return { name: "animation.mp4", bytes: mp4() };
    case "video":
      return { name: `video-${index}.mp4`, bytes: mp4() };
    case "video_note":
      return { name: "round.mp4", bytes: mp4() };
    case "voice":
      return { name: "voice.ogg", bytes: ogg() };
    case "audio":
      return { name: "purr.mp3", bytes: mp3() };
    case "document":
      return { name: `analysis-${index}.pdf`, bytes: Buffer.from(PDF) };
    default:
      return kind satisfies never;
  }
}

/** The sample of this kind; `index` (from 0) tells several of one kind apart. */
export async function sampleFile(world: World, kind: MediaKind, index = 0): Promise<StoredFile> {
  const { name, bytes } = await make(kind, index);
  return putFile(world, bytes, name);
}
