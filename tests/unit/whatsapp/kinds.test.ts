import { describe, expect, it } from "vitest";
import { mediaKinds } from "../../../core/messaging/content.ts";
import { brought, unpassable } from "../../../bots/whatsapp/brought.ts";
import { KINDS, OTHERS } from "../../../bots/whatsapp/kinds.ts";
import { shape } from "../../../bots/whatsapp/shape.ts";

const drivers = ["web", "cloud"] as const;

/** Types of files of each kind as core/messaging/sniff.ts lets them in. */
const TYPES = {
  photo: ["image/jpeg"],
  video: ["video/mp4", "video/quicktime", "video/webm", "video/x-m4v"],
  animation: ["video/mp4", "video/webm", "image/gif"],
  video_note: ["video/mp4", "video/webm"],
  voice: ["audio/ogg", "audio/opus", "audio/mpeg", "audio/mp4", "audio/x-m4a"],
  audio: ["audio/mpeg", "audio/flac", "video/mp4"],
  document: ["application/pdf", "application/zip", "image/gif", "image/webp", "text/csv", "video/webm"],
  sticker: ["image/webp", "video/webm", "application/gzip"],
} as const;

/** What Meta says that it takes as an upload. */
const UPLOADS =
  /^(audio\/(aac|mp4|mpeg|amr|ogg|opus)|image\/(jpeg|png|webp)|video\/(mp4|3gpp)|text\/plain|application\/(pdf|msword|vnd\.(ms-(excel|powerpoint)|openxmlformats-officedocument\..+)))$/;

describe.each(drivers)("a file by %s", (via) => {
  const files = mediaKinds.flatMap((kind) => TYPES[kind].map((mime) => [kind, mime] as const));

  it.each(files)("%s of type %s goes, is told of, or is refused for a reason", async (kind, mime) => {
    const shaped = await shape(via, { kind, file: { bytes: new Uint8Array(10), mime } });
    const refused = shaped.kind === "refused" ? [shaped.reason] : [];
    expect(via === "web" ? [] : ["not_taken", "unreadable"]).toEqual(expect.arrayContaining(refused));
    const sent = shaped.kind === "file" ? shaped : { name: "no.file", mime: "text/plain" };
    expect(sent.name).toMatch(/^\w+\.\w+$/);
    expect(sent.mime).toMatch(via === "web" ? /\// : UPLOADS);
  });

  it("keeps the name that its sender gave it, and the type without parameters", async () => {
    const file = { bytes: new Uint8Array(1), mime: "application/PDF; charset=x" };
    const shaped = await shape(via, { kind: "document", file, name: "Анализы.pdf" });
    expect(shaped).toMatchObject({ as: "document", mime: "application/pdf", name: "Анализы.pdf" });
  });
});

describe.each(drivers)("a message of WhatsApp by %s", (via) => {
  it("is one kind of ours and no other", () => {
    const types = Object.values(KINDS).flatMap((row) => row[via].from);
    const names = [...types.map(({ type, mark }) => `${type} ${mark ?? ""}`), ...Object.keys(OTHERS[via])];
    expect(new Set(names).size).toBe(names.length);
    for (const [kind, row] of Object.entries(KINDS))
      for (const { type, mark } of row[via].from) expect(brought(via, type, mark)).toBe(kind);
  });

  it("is a kind that goes back to WhatsApp as one of its own", () => {
    const there = Object.values(KINDS).filter((row) => row[via].from.length > 0);
    for (const row of there) expect(row[via].to[0]?.as).not.toMatch(/words|parts/);
  });

  it("of a type that nobody knows cannot pass, whatever it is called", () => {
    for (const type of ["constructor", "event_creation", ""]) expect(brought(via, type)).toBeUndefined();
    expect(["poll_creation", "order", "Weird Type!"].map(unpassable)).toEqual(["poll", "order", "other"]);
    // A mark that says nothing of this type.
    expect(brought(via, "image", "gif")).toBe("photo");
  });
});
