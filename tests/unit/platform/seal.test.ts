import { assert, property, string, uint8Array } from "fast-check";
import { describe, expect, it } from "vitest";
import { open, parseKeys, seal, SealError } from "../../../core/platform/seal.ts";

const OLD = Buffer.alloc(32, 1).toString("base64");
const NEW = Buffer.alloc(32, 2).toString("hex");
const keys = parseKeys(OLD);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("a sealed box", () => {
  it("opens to what was put in, whatever it was", () => {
    assert(
      property(uint8Array(), string({ unit: "grapheme" }), (plain, context) => {
        expect([...open(keys, context, seal(keys, context, plain))]).toEqual([...plain]);
      }),
    );
    expect(text(open(keys, "message:1", seal(keys, "message:1", "мурр 🐈")))).toBe("мурр 🐈");
  });

  it("is different each time, and shows nothing", () => {
    const boxes = Array.from({ length: 1000 }, () => seal(keys, "message:1", "Barsik"));
    // A nonce that comes again would give the key's secrets away.
    expect(new Set(boxes.map((box) => Buffer.from(box.subarray(2, 14)).toString("hex"))).size).toBe(1000);
    for (const box of boxes) expect(text(open(keys, "message:1", box))).toBe("Barsik");
    expect(text(boxes[0] ?? new Uint8Array())).not.toContain("Barsik");
  });

  it("does not open in another place", () => {
    const box = seal(keys, "message:1", "secret");
    expect(() => open(keys, "message:2", box)).toThrow(SealError);
  });

  it("does not open when any bit of it was changed", () => {
    const box = seal(keys, "message:1", "secret");
    for (let i = 0; i < box.length * 8; i++) {
      const forged = Uint8Array.from(box);
      forged[i >> 3] = (forged[i >> 3] ?? 0) ^ (1 << (i & 7));
      expect(() => open(keys, "message:1", forged), `bit ${i}`).toThrow(SealError);
    }
  });

  it("does not open when it was cut short", () => {
    const box = seal(keys, "message:1", "secret");
    for (let length = 0; length < box.length; length++) {
      expect(() => open(keys, "message:1", box.subarray(0, length)), `${length} bytes`).toThrow(SealError);
    }
  });
});

describe("keys", () => {
  it("are rotated: the first seals, all of them open", () => {
    const box = seal(keys, "message:1", "from before");
    const rotated = parseKeys(`${NEW}, ${OLD}`);
    expect(text(open(rotated, "message:1", box))).toBe("from before");
    const newer = seal(rotated, "message:1", "from after");
    expect(text(open(parseKeys(NEW), "message:1", newer))).toBe("from after");
    expect(() => open(keys, "message:1", newer)).toThrow(/not configured/);
  });

  it.each([
    ["nothing", ""],
    ["a short one", Buffer.alloc(16, 1).toString("base64")],
    ["a word", "password"],
    ["an empty second one", `${OLD},`],
  ])("are refused when there is %s, without being quoted", (_, value) => {
    expect(() => parseKeys(value)).toThrow(/^key \d is not 32 bytes/);
  });

  it("are refused when one is there twice", () => {
    expect(() => parseKeys(`${OLD},${OLD}`)).toThrow(/key 2 cannot be told/);
  });
});
