import { afterEach, expect, it } from "vitest";
import { write } from "../../../sandbox/whatsapp/people.ts";
import { sentTo, startRig, until, type Rig } from "../../integration/whatsapp-web/rig.ts";

let rig: Rig;

afterEach(() => rig.close());

it("shows a QR code, renews it when WhatsApp lets it lapse, and is ready when it was scanned", async () => {
  rig = await startRig({}, false);
  const codes: string[] = [];
  rig.web.state.on((state) => state.kind === "qr" && codes.push(state.qr));
  rig.web.start();
  await until(() => codes.length === 1);
  rig.page.line.state("UNPAIRED_IDLE");
  await until(() => codes.length === 2);
  expect(codes[0]).not.toBe(codes[1]);
  // What was written before this number was ours was written to somebody else.
  rig.page.line.pair();
  expect(await rig.reaches("ready")).toEqual({ kind: "ready", phone: "79990000000" });
});

it("shows a code to type on the phone instead", async () => {
  rig = await startRig({ pairNumber: "79990000000" }, false);
  rig.web.start();
  expect(await rig.reaches("code")).toEqual({ kind: "code", code: "ABCD1234" });
  rig.page.line.pair();
  await rig.reaches("ready");
});

it("finds what a deaf page keeps to itself, and starts it again", async () => {
  rig = await startRig({ timings: { deafMs: 300 } });
  const reasons: string[] = [];
  rig.web.state.on((state) => state.kind === "lost" && reasons.push(state.reason));
  rig.web.start();
  await rig.reaches("ready");
  const anna = rig.person();
  rig.page.line.faults.deaf = true;
  await rig.hears(anna.chat, "Can you hear me?");
  await rig.hears(anna.chat, "Hello?");
  await until(() => reasons.includes("deaf"));
  rig.page.line.faults.deaf = false;
  await rig.reaches("ready");
  await rig.hears(anna.chat, "Now?");
  expect([...rig.inbox.told.keys()]).toHaveLength(3);
});

it("leaves alone what was written before the number was paired", async () => {
  rig = await startRig();
  const anna = rig.person();
  write(rig.hub, anna.chat, { kind: "text", text: "long ago" });
  await rig.clock.advance(3_600_000);
  rig.page.line.faults.early = true;
  rig.web.start();
  await rig.reaches("ready");
  await rig.hears(anna.chat, "today");
  expect(rig.inbox.events.map((event) => event.kind === "message" && event.content)).toEqual([
    { kind: "text", text: "today" },
  ]);
});

it("types before it writes, one message after the other, and not more in a day than it may", async () => {
  const manners = { typing: { from: 200, to: 201 }, daily: { first: 2, most: 4 } };
  rig = await startRig({ manners });
  rig.web.start();
  await rig.reaches("ready");
  const anna = rig.person();
  await rig.hears(anna.chat, "Hello");
  const say = (text: string) => rig.web.driver.send(anna.address, { content: { kind: "text", text } });
  const began = Date.now();
  const outcomes = await Promise.all([say("one"), say("two"), say("three")]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(["sent", "sent", "later"]);
  expect(Date.now() - began).toBeGreaterThanOrEqual(400);
  expect(anna.chat.actions.map(({ action }) => action)).toEqual(["typing", "typing"]);
  expect(sentTo(anna.chat).map(({ content }) => content.text)).toEqual(["one", "two"]);
  // The next day a new number may send twice as many, and counts from nothing.
  await rig.clock.advance(24 * 3_600_000);
  expect(await say("three")).toMatchObject({ kind: "sent" });
});

it("tells which modules the page does not have any more", async () => {
  const counts: number[] = [];
  rig = await startRig({ missing: (count) => void counts.push(count) });
  rig.web.start();
  await until(() => counts.length > 0);
  expect(counts).toEqual([0]);
});

it("keeps trying where no browser can be started, and can be stopped all the same", async () => {
  rig = await startRig({ chromium: "/nonexistent/chromium" });
  const lost: string[] = [];
  rig.web.state.on((state) => state.kind === "lost" && lost.push(state.reason));
  rig.web.start();
  await until(() => lost.length === 3);
  expect(lost).toEqual(["start", "start", "start"]);
  await rig.web.stop();
  expect(rig.web.state.now()).toEqual({ kind: "off" });
});

it("can be stopped while the browser is only starting", async () => {
  rig = await startRig();
  rig.web.start();
  await until(() => rig.web.browser());
  await rig.web.stop();
  expect(rig.web.browser()).toBeUndefined();
});
