import sharp from "sharp";

export interface Bytes {
  readonly bytes: Uint8Array;
  readonly mime: string;
}

/** Whether a picture has more than one frame; what cannot be read has none. */
export async function isMoving(bytes: Uint8Array): Promise<boolean> {
  try {
    return ((await sharp(bytes, { animated: true }).metadata()).pages ?? 1) > 1;
  } catch {
    return false;
  }
}

/** Its first frame. Undefined: it cannot be read. */
export async function png(bytes: Uint8Array): Promise<Bytes | undefined> {
  try {
    return { bytes: await sharp(bytes).png().toBuffer(), mime: "image/png" };
  } catch {
    return undefined;
  }
}

/** Width and height of every sticker of WhatsApp: the Cloud API takes no others. */
const SIDE = 512;
/** Of WebP's 100: what is still too large at the last is no sticker. */
const QUALITIES = [75, 40];
const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 };

/**
 * A picture as WhatsApp's stickers are, within so many bytes if that can be: what moves goes on moving, what is a
 * sticker already stays as it is. Undefined: it cannot be read.
 */
export async function sticker(bytes: Uint8Array, limit: number): Promise<Bytes | undefined> {
  const mime = "image/webp";
  try {
    const { format, width, height, pageHeight = height } = await sharp(bytes, { animated: true }).metadata();
    const whole = format === "webp" && width === SIDE && pageHeight === SIDE;
    let made = bytes;
    for (const quality of whole && bytes.length <= limit ? [] : QUALITIES) {
      made = await sharp(bytes, { animated: true })
        .resize(SIDE, SIDE, { fit: "contain", background: CLEAR })
        .webp({ quality })
        .toBuffer();
      if (made.length <= limit) break;
    }
    return { bytes: made, mime };
  } catch {
    return undefined;
  }
}
