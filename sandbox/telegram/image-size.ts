/** Width and height out of the head of a PNG, JPEG, GIF or WebP; nothing if it is no such picture. */
export function imageSize(bytes: Buffer): [number, number] | undefined {
  if (bytes.length < 16) return undefined;
  if (bytes.readUInt32BE(0) === 0x89504e47 && bytes.length >= 24)
    return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (bytes.toString("latin1", 0, 4) === "GIF8") return [bytes.readUInt16LE(6), bytes.readUInt16LE(8)];
  if (bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP")
    return webp(bytes);
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? jpeg(bytes) : undefined;
}

/** Walks the segments to the frame header (SOF0…SOF15, except the tables C4, C8, CC among them). */
function jpeg(bytes: Buffer): [number, number] | undefined {
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return undefined;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
  }
  return undefined;
}

function webp(bytes: Buffer): [number, number] | undefined {
  const kind = bytes.toString("latin1", 12, 16);
  if (bytes.length < 30) return undefined;
  if (kind === "VP8X") return [1 + bytes.readUIntLE(24, 3), 1 + bytes.readUIntLE(27, 3)];
  if (kind === "VP8 ") return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff];
  const packed = bytes.readUInt32LE(21);
  return [1 + (packed & 0x3fff), 1 + ((packed >> 14) & 0x3fff)];
}
