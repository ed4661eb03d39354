import { X509Certificate, createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createAcks } from "../../../bots/whatsapp/web/acks.ts";
import { failureOf, limited, LATE } from "../../../bots/whatsapp/web/failures.ts";
import { openLedger } from "../../../bots/whatsapp/web/ledger.ts";
import { ceiling, perChat, untilTomorrow } from "../../../bots/whatsapp/web/manners.ts";
import { readCard, writeCard } from "../../../bots/whatsapp/web/vcard.ts";
import { makeCertificate } from "../../../sandbox/whatsapp/web/certificate.ts";

it("writes a contact so that it reads the same", () => {
  const name = fc.string({ unit: "grapheme", minLength: 1 }).map((text) => text.replaceAll(/[\s\\]+/g, "x"));
  const phone = fc.stringMatching(/^[1-9]\d{6,14}$/);
  fc.assert(
    fc.property(phone, name, fc.option(name, { nil: undefined }), (digits, firstName, lastName) => {
      const card = { phone: digits, firstName, ...(lastName === undefined ? {} : { lastName }) };
      expect(readCard(writeCard(card))).toEqual(card);
    }),
  );
});

it("reads contacts as phones write them", () => {
  const card = (...lines: string[]) =>
    readCard(["BEGIN:VCARD", "VERSION:3.0", ...lines, "END:VCARD"].join("\r\n"));
  expect(card("N:;Rex;;;", "FN:Rex", "item1.TEL;waid=79990001122:+7 999 000-11-22")).toEqual({
    phone: "79990001122",
    firstName: "Rex",
  });
  expect(card("FN:Dr. Orlova", "TEL;TYPE=CELL:+7 (999) 000-11-22")).toEqual({
    phone: "79990001122",
    firstName: "Dr. Orlova",
  });
  expect(card("N:Orlova;Anna;;;", "EMAIL:anna@example.com")).toBeUndefined();
});

it("lets a new number send little at first, and never more than its most", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pawline-ledger-"));
  const ledger = await openLedger(join(folder, "ledger.json"));
  const start = new Date("2030-01-01T10:00:00Z");
  const after = (days: number) => new Date(start.getTime() + days * 86_400_000);
  const manners = { typing: false, daily: { first: 200, most: 1_500 } } as const;
  ledger.pairing(start);
  ledger.pairing(after(5));
  expect([0, 1, 2, 3, 400].map((day) => ceiling(manners, ledger, after(day)))).toEqual([
    200, 400, 800, 1500, 1500,
  ]);
  expect(untilTomorrow(start)).toBe(14 * 3_600_000);
  await rm(folder, { recursive: true });
});

it("remembers what was heard and sent over a restart, and begins anew where its file is torn", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pawline-ledger-"));
  const file = join(folder, "a", "ledger.json");
  const day = new Date("2030-01-01T10:00:00Z");
  const first = await openLedger(file);
  first.heard(20);
  first.heard(10);
  first.sent(day);
  first.sent(day);
  await first.flush();
  const second = await openLedger(file);
  expect([second.heardAt(), second.sentOn(day), second.sentOn(new Date("2030-01-02T00:00:00Z"))]).toEqual([
    20, 2, 0,
  ]);
  await writeFile(file, (await readFile(file, "utf8")).slice(0, -3));
  expect((await openLedger(file)).heardAt()).toBeUndefined();
  await rm(folder, { recursive: true });
});

it("keeps the order within a chat, and lets chats pass each other, whatever fails", async () => {
  const inTurn = perChat();
  const order: string[] = [];
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = inTurn("a", async () => {
    await held;
    order.push("a1");
    throw new Error("a1 fails");
  });
  const next = inTurn("a", async () => order.push("a2"));
  await inTurn("b", async () => order.push("b1"));
  release();
  await expect(slow).rejects.toThrow("a1 fails");
  await next;
  expect(order).toEqual(["b1", "a1", "a2"]);
});

it("knows an ack that came before anybody waited, and gives up when the page is gone", async () => {
  const acks = createAcks();
  acks.note("early", 1);
  expect(await acks.wait("early", 1)).toBe(1);
  const refused = acks.wait("refused", 60_000);
  acks.note("refused", 0);
  acks.note("refused", -1);
  expect(await refused).toBe(-1);
  const lost = acks.wait("lost", 60_000);
  acks.abandon();
  expect(await lost).toBeUndefined();
  expect(await acks.wait("late", 1)).toBeUndefined();
});

it("takes an error for final, for later or for unknown by what it says", async () => {
  expect(failureOf(new Error("No LID for user"))).toEqual({ kind: "refused", reason: "blocked" });
  expect(failureOf(new Error("MMS upload failed 500"))).toMatchObject({ kind: "later" });
  expect(failureOf(new Error("Protocol error: Target closed"))).toEqual({ kind: "unknown" });
  expect(failureOf("auth timeout")).toEqual({ kind: "unknown" });
  expect(await limited(new Promise(() => undefined), 1)).toBe(LATE);
});

it("makes a certificate that holds for its host and that its key has signed", () => {
  const { cert, key, spki } = makeCertificate("web.whatsapp.com");
  const read = new X509Certificate(cert);
  expect(read.checkHost("web.whatsapp.com")).toBe("web.whatsapp.com");
  expect(read.checkHost("example.com")).toBeUndefined();
  expect(read.verify(read.publicKey)).toBe(true);
  expect(
    createHash("sha256")
      .update(read.publicKey.export({ type: "spki", format: "der" }))
      .digest("base64"),
  ).toBe(spki);
  expect(key).toContain("PRIVATE KEY");
});
