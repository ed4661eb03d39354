import { deflateRawSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { sniff } from "../../../core/messaging/sniff.ts";

const picture = (format: "jpeg" | "png" | "webp") =>
  sharp({ create: { width: 20, height: 10, channels: 3, background: "#4a7" } })
    .withExif({ IFD0: { Copyright: "Somebody" }, IFD3: { GPSLatitude: "55/1 45/1 0/1" } })
    .toFormat(format)
    .toBuffer();
const bytes = (text: string) => new TextEncoder().encode(text);

describe("looking into a file", () => {
  it("encodes a photo anew, without the place where it was taken", async () => {
    const original = await picture("jpeg");
    expect((await sharp(original).metadata()).exif).toBeDefined();
    const sniffed = await sniff("photo", original);
    if (!sniffed.ok) throw new Error(sniffed.reason);
    const { format, exif, width } = await sharp(sniffed.bytes).metadata();
    expect({ format, exif, width }).toEqual({ format: "jpeg", exif: undefined, width: 20 });
  });

  it("refuses a program, whatever its name says", async () => {
    const program = new Uint8Array(256);
    program.set(bytes("MZ"));
    expect(await sniff("document", program, "cat.jpg")).toEqual({ ok: false, reason: "executable" });
    expect(await sniff("photo", program)).toEqual({ ok: false, reason: "executable" });
    const elf = new Uint8Array(64);
    elf.set([0x7f, 0x45, 0x4c, 0x46]);
    expect(await sniff("document", elf, "tests.pdf")).toEqual({ ok: false, reason: "executable" });
  });

  it.each(["run.sh", "page.html", "drawing.svg", "setup.EXE", "macro.js"])(
    "refuses %s, which a computer would run",
    async (name) => {
      expect(await sniff("document", bytes("harmless words"), name)).toEqual({
        ok: false,
        reason: "executable",
      });
    },
  );

  it("refuses a script that hides behind another name", async () => {
    expect(await sniff("document", bytes("#!/bin/sh\nrm -rf ~"), "notes.txt")).toMatchObject({
      reason: "executable",
    });
    expect(await sniff("document", bytes("  <SCRIPT>alert(1)</SCRIPT>"), "a.txt")).toMatchObject({
      reason: "executable",
    });
  });

  it("refuses a damaged picture and a picture that is none", async () => {
    const cut = (await picture("png")).subarray(0, 60);
    expect(await sniff("photo", cut)).toEqual({ ok: false, reason: "unreadable" });
    expect(await sniff("document", bytes("not a picture"), "x.jpg")).toEqual({
      ok: false,
      reason: "unreadable",
    });
    expect(await sniff("photo", bytes("not a picture"))).toEqual({ ok: false, reason: "wrong_kind" });
  });

  it("takes documents, tables of results and archives as they are", async () => {
    const text = bytes("Лейкоциты; 7,2");
    expect(await sniff("document", text, "blood.csv")).toEqual({ ok: true, bytes: text, mime: "text/plain" });
    const pdf = bytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n");
    expect(await sniff("document", pdf, "tests.pdf")).toMatchObject({ ok: true, mime: "application/pdf" });
    const unknown = deflateRawSync(bytes("x".repeat(100)));
    expect(await sniff("document", unknown, "scan.dcm")).toMatchObject({
      ok: true,
      mime: "application/octet-stream",
    });
  });
});
