import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { create } from "qrcode";
import express from "express";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { timers } from "../../../bots/timers.ts";
import { report } from "../../../bots/whatsapp/web/report.ts";
import { watched, type WebState } from "../../../bots/whatsapp/web/states.ts";
import { createLog, silentLog } from "../../../core/platform/log.ts";
import { runTimers } from "../../../core/platform/run-timers.ts";
import { pairingRoutes } from "../../../webhooks/whatsapp/pairing.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";
import { staffChat, type Told } from "../payments/administrator.ts";

const MINUTE = 60_000;
const PUBLIC = "https://pawline.example";
const NUMBER = "79990001122";
/** As WhatsApp's: a reference, and the keys of a device. */
const QR = {
  kind: "qr",
  qr: `2@${"r".repeat(90)},${"k".repeat(44)},${"i".repeat(44)},${"s".repeat(44)},1`,
} as const;
const LATER = { kind: "qr", qr: QR.qr.replaceAll("r", "q") } as const;
const CODE = { kind: "code", code: "ABCD1234" } as const;
const READY = { kind: "ready", phone: NUMBER } as const;

const { db, drop } = await testDatabase();
const core = testCore(db, { publicUrl: PUBLIC });
const admin = await staffChat(core, "administrator");
const second = await staffChat(core, "administrator");
const vet = await staffChat(core, "vet");

/** The webhooks' half: it knows of the bots' half what stands in the database. */
const server = createServer(express().use(pairingRoutes({ core, log: silentLog })));
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await drop();
});

let state = watched<WebState>({ kind: "off" });
let shown: string[] = [];
let logged = "";
let reports: ReturnType<typeof report>;

/** The bots' half begins anew, beside what the database still holds of an earlier one. */
function begin(settings: Partial<typeof core.settings> = {}, keys = core.keys): void {
  state = watched<WebState>({ kind: "off" });
  shown = [];
  logged = "";
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  reports = report(state, {
    core: { ...core, keys, settings: { ...core.settings, ...settings } },
    log: createLog("debug", sink),
    number: NUMBER,
    show: (text) => void shown.push(text),
  });
}

beforeEach(async () => {
  await db.whatsAppState.deleteMany();
  await db.timer.deleteMany();
  await Promise.all([admin.look(), second.look(), vet.look()]);
  begin();
});

const lost = (reason: "browser" | "logged out" = "browser"): WebState => ({
  kind: "lost",
  reason,
  again: core.clock.now(),
});

async function become(...states: readonly WebState[]): Promise<void> {
  for (const next of states) state.set(next);
  await reports.written();
}

async function pass(ms: number): Promise<void> {
  core.clock.advance(ms);
  await runTimers(core, { handlers: timers, log: silentLog, wakeAt: () => undefined });
}

const texts = (told: readonly Told[]) => told.map(({ text }) => text);
const row = () => db.whatsAppState.findUniqueOrThrow({ where: { number: NUMBER } });

function linkOf(told: Told | undefined): string {
  const found = told?.menu.flat().find((button) => "url" in button);
  if (!found || !("url" in found)) throw new Error("there is no link");
  return found.url;
}

/** Behind a link, as a browser gets it. */
async function open(link: string, language = "en") {
  const response = await fetch(link.replace(PUBLIC, root), { headers: { "accept-language": language } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe("administrators", () => {
  it("are told once that WhatsApp has to be paired, with a link, and that it is paired", async () => {
    await become({ kind: "starting" }, QR, LATER);
    const [notice, ...more] = await admin.look();
    expect(more).toEqual([]);
    expect(notice?.text).toContain("WhatsApp needs to be paired");
    expect(notice?.text).toContain("scan the QR code");
    expect(linkOf(notice)).toMatch(/^https:\/\/pawline\.example\/whatsapp\/pair\/[\w-]{24}$/);
    expect(texts(await second.look())).toEqual([notice?.text]);
    expect(await vet.look()).toEqual([]);

    await become(READY);
    expect(texts(await admin.look())).toEqual([
      "✅ WhatsApp is paired and ready: what was waiting is on its way.",
    ]);
  });

  it("are not told again by a restart, of the same pairing or of a number that is ready", async () => {
    await become(QR);
    await admin.look();
    begin();
    await become({ kind: "starting" }, LATER);
    expect(await admin.look()).toEqual([]);
    await become(READY);
    await admin.look();
    await become({ kind: "off" });
    begin();
    await become({ kind: "starting" }, READY);
    expect(await admin.look()).toEqual([]);
  });

  it("are told where to look when there are no pages", async () => {
    begin({ publicUrl: undefined });
    await become(CODE);
    const [notice] = await admin.look();
    expect(notice?.text).toContain("the terminal in which the service runs");
    expect(notice?.text).toContain("type the code");
    expect(notice?.menu).toEqual([]);
    expect(JSON.stringify(notice)).not.toContain(CODE.code);
  });

  it("are told that it was lost after ten minutes, once, and that it is ready again", async () => {
    await become(READY, lost());
    await pass(9 * MINUTE);
    await become({ kind: "starting" }, lost());
    expect(await admin.look()).toEqual([]);
    await pass(MINUTE);
    const [notice, ...more] = await admin.look();
    expect(more).toEqual([]);
    expect(notice?.text).toContain("WhatsApp has been out of reach since");
    await become({ kind: "starting" }, lost());
    await pass(60 * MINUTE);
    expect(await admin.look()).toEqual([]);
    await become(READY);
    expect(texts(await admin.look())).toEqual([
      "✅ WhatsApp is ready again: what was waiting is on its way.",
    ]);
  });

  it("hear nothing of what mends itself, or was switched off", async () => {
    await become(READY, lost());
    await pass(5 * MINUTE);
    await become(READY);
    await pass(60 * MINUTE);
    await become(lost(), { kind: "off" });
    await pass(60 * MINUTE);
    expect(await admin.look()).toEqual([]);
  });

  it("are told to pair again when the phone has ended the device", async () => {
    await become(QR, READY);
    await admin.look();
    await become(lost("logged out"), { kind: "starting" }, LATER);
    expect(texts(await admin.look())).toEqual([expect.stringContaining("needs to be paired")]);
  });

  it("take a new link, which ends the one before; when nothing is to be paired they are told so", async () => {
    await become(QR);
    const [notice] = await admin.look();
    const [renewed] = await admin.press(notice, "New link");
    expect((await open(linkOf(notice))).status).toBe(404);
    expect((await open(linkOf(renewed))).status).toBe(200);
    expect(texts(await vet.pressData("pair"))).toEqual([expect.stringContaining("administrator")]);
    await become(READY);
    expect(texts(await second.pressData("pair"))).toContain(
      "There is nothing to pair now: if WhatsApp needs you again, I'll write here.",
    );
  });
});

describe("the page", () => {
  async function link(): Promise<string> {
    await become(QR);
    return linkOf((await admin.look())[0]);
  }

  it("draws the code of this moment, in the browser's language, and refreshes itself without a script", async () => {
    const address = await link();
    const { status, text, headers } = await open(address);
    expect(status).toBe(200);
    expect(text).toContain('<html lang="en">');
    expect(text).toContain("<svg");
    expect(headers.get("refresh")).toBe("5");
    expect(text).not.toContain("<script");
    expect((await open(address, "ru")).text).toContain("Связанные устройства");

    await become(LATER);
    const later = await open(address);
    expect(later.text).toContain("<svg");
    expect(later.text).not.toBe(text);
    for (const page of [text, later.text]) expect(page).not.toMatch(/2@[rq]{3}/);
  });

  it("shows a code that is typed, in two groups", async () => {
    await become(CODE);
    const address = linkOf((await admin.look())[0]);
    expect((await open(address)).text).toContain("ABCD-1234");
  });

  it("is kept nowhere, indexed by nobody, and tells no one its address", async () => {
    const { headers } = await open(await link());
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-robots-tag")).toContain("noindex");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });

  it("is not found under any other token", async () => {
    const address = await link();
    for (const other of ["x".repeat(24), "x", "%E0%A4%A", "a/b"]) {
      const { status, text } = await open(`${PUBLIC}/whatsapp/pair/${other}`);
      expect([other, status]).toEqual([other, 404]);
      expect(text).toContain("There is no such page");
    }
    const { tokenHash } = await row();
    expect((await open(`${PUBLIC}/whatsapp/pair/${tokenHash}`)).status).toBe(404);
    expect((await open(address)).status).toBe(200);
  });

  it("shows nothing once the number is paired, even when it is lost again", async () => {
    const address = await link();
    await become(READY);
    const paired = await open(address);
    expect([paired.status, paired.text.includes("<svg")]).toEqual([410, false]);
    expect(paired.text).toContain("WhatsApp is paired");
    expect(paired.headers.get("refresh")).toBeNull();
    await become(lost(), { kind: "starting" });
    expect((await open(address)).status).toBe(410);
  });

  it("dies after ten minutes", async () => {
    const address = await link();
    core.clock.advance(10 * MINUTE - 1);
    await become(LATER);
    expect((await open(address)).text).toContain("<svg");
    core.clock.advance(1);
    const { status, text } = await open(address);
    expect([status, text.includes("<svg")]).toEqual([410, false]);
    expect(text).toContain("New link");
  });

  it("waits while there is no code, and does not show one that WhatsApp takes no more", async () => {
    const address = await link();
    core.clock.advance(2 * MINUTE);
    const stale = await open(address);
    expect([stale.status, stale.text.includes("<svg")]).toEqual([200, false]);
    expect(stale.headers.get("refresh")).toBe("5");
    await become(LATER);
    expect((await open(address)).text).toContain("<svg");
    await become({ kind: "starting" });
    expect((await open(address)).text).toContain("The code is on its way");
  });
});

it("shows at the terminal a QR code that says what WhatsApp gave, with light around it", async () => {
  await become(QR, READY);
  const [first = "", second] = shown;
  expect(second).toBe("WhatsApp is ready.");
  const [words, ...drawn] = stripVTControlCharacters(first).split("\n");
  expect(words).toContain("Linked devices");
  const { modules } = create(QR.qr, { errorCorrectionLevel: "L" });
  const rows = drawn.flatMap((line) => [
    Array.from(line).map((block) => "█▀".includes(block)),
    Array.from(line).map((block) => "█▄".includes(block)),
  ]);
  const dark = (row: number, column: number): boolean =>
    row >= 0 && column >= 0 && row < modules.size && column < modules.size && modules.get(row, column) === 1;
  expect(rows[0]).toHaveLength(modules.size + 4);
  for (const [row, line] of rows.entries())
    expect(line).toEqual(line.map((_, column) => dark(row - 2, column - 2)));
});

it("keeps what pairs sealed while it is needed, and never logs it", async () => {
  const seen: string[] = [];
  for (const step of [QR, CODE, lost(), READY]) {
    await become(step);
    const { sealed, ...open } = await row();
    expect(sealed !== null).toBe(step.kind === "qr" || step.kind === "code");
    seen.push(Buffer.from(sealed ?? []).toString("latin1"), JSON.stringify(open));
  }
  const [notice] = await admin.look();
  const token = linkOf(notice).split("/").at(-1) ?? "";
  for (const kept of [...seen, logged]) {
    expect(kept).not.toContain("rrrr");
    expect(kept).not.toContain(CODE.code);
    expect(kept).not.toContain(token);
  }
});

it("goes on when a state cannot be written down, and says so without what pairs", async () => {
  begin({}, { current: 0, byId: new Map() });
  await become(QR);
  expect(logged).toContain("could not be written down");
  expect(logged).not.toContain("rrrr");
  await become(READY);
  expect((await row()).kind).toBe("ready");
});
