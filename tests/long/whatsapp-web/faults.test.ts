import { afterAll, beforeAll, expect, it } from "vitest";
import { treeOf } from "../../../bots/whatsapp/web/orphans.ts";
import type { LostReason, WebState } from "../../../bots/whatsapp/web/states.ts";
import { edit, react, revoke, write } from "../../../sandbox/whatsapp/people.ts";
import { sentTo, startRig, until, type Rig } from "../../integration/whatsapp-web/rig.ts";

let rig: Rig;
let anna: ReturnType<Rig["person"]>;
const states: WebState[] = [];

beforeAll(async () => {
  rig = await startRig();
  rig.web.state.on((state) => void states.push(state));
  rig.web.start();
  await rig.reaches("ready");
  anna = rig.person();
  await rig.hears(anna.chat, "Hello");
  await rig.settled();
});

afterAll(() => rig.close());

const say = (text: string) => write(rig.hub, anna.chat, { kind: "text", text });
const texts = () =>
  rig.inbox.events.flatMap((event) =>
    event.kind === "message" && event.content.kind === "text" ? event.content.text : [],
  );

/** Breaks something, lets the person write meanwhile, and waits until it has healed. */
async function heals(reason: LostReason, breakIt: () => void, meanwhile: () => void = () => undefined) {
  const before = states.length;
  breakIt();
  await until(() => states.slice(before).some((state) => state.kind === "lost"));
  meanwhile();
  await until(() => states.slice(before).some((state) => state.kind === "ready"));
  expect(states.slice(before)).toContainEqual(expect.objectContaining({ kind: "lost", reason }));
  const word = `after ${reason} ${states.length}`;
  say(word);
  await until(() => texts().includes(word));
  await rig.settled();
  expect(await rig.web.driver.send(anna.address, { content: { kind: "text", text: word } })).toMatchObject({
    kind: "sent",
  });
  expect(sentTo(anna.chat).at(-1)?.content.text).toBe(word);
  return rig.web.state.now().kind;
}

const kill = () => void process.kill(rig.web.browser() ?? 0, "SIGKILL");

it("starts the browser again when it was killed; what was written meanwhile comes once", async () => {
  await heals("browser", kill, () => say("meanwhile"));
  expect(texts().filter((text) => text === "meanwhile")).toHaveLength(1);
});

it("finds what no event tells of, however many there are, and what became of it", async () => {
  const count = 130;
  rig.page.line.faults.early = true;
  await heals("browser", kill, () => {
    for (let number = 1; number <= count; number += 1) say(`missed ${number}`);
    const [first, second] = [...anna.chat.messages.values()].slice(-count);
    edit(rig.hub, anna.chat, first?.number ?? 0, "corrected");
    revoke(rig.hub, anna.chat, second?.number ?? 0);
  });
  rig.page.line.faults.early = false;
  const missed = texts().filter((text) => text.startsWith("missed "));
  // The first was corrected before we heard of it, the second was taken away.
  expect(missed).toEqual(Array.from({ length: count - 2 }, (_, index) => `missed ${index + 3}`));
  expect(texts()).toContain("corrected");
  expect(rig.inbox.events).toContainEqual(expect.objectContaining({ kind: "edited", text: "corrected" }));
  expect(rig.inbox.events).toContainEqual(expect.objectContaining({ kind: "revoked" }));
});

it("heals a page that has synchronised before anybody listened", async () => {
  rig.page.line.faults.syncFirst = true;
  expect(await heals("browser", kill)).toBe("ready");
  rig.page.line.faults.syncFirst = false;
});

it("is ready when it listens and not before, though the page says twice that it has synchronised", async () => {
  rig.page.line.faults.syncTwice = true;
  expect(await heals("browser", kill)).toBe("ready");
  rig.page.line.faults.syncTwice = false;
});

it("starts again when the page crashes", async () => {
  const tree = await treeOf(rig.web.browser() ?? 0);
  const renderers = tree.filter(({ command }) => command.includes("--type=renderer"));
  const crash = () => {
    for (const { pid } of renderers) process.kill(pid, "SIGKILL");
  };
  expect(await heals("page crash", crash)).toBe("ready");
});

it("starts again on a conflict", async () => {
  expect(await heals("conflict", () => rig.page.line.state("CONFLICT"))).toBe("ready");
});

it("pairs anew when the phone has logged it out", async () => {
  const before = states.length;
  await heals("logged out", () => rig.page.line.logOut());
  expect(states.slice(before).some((state) => state.kind === "qr")).toBe(true);
});

it("is unknown, not lost and not repeated, when the browser dies while a message leaves", async () => {
  const before = states.length;
  const sending = rig.web.driver.send(anna.address, {
    content: {
      kind: "media",
      as: "document",
      mime: "application/pdf",
      bytes: Buffer.alloc(8_000_000, 1),
      name: "a.pdf",
    },
  });
  await until(() => rig.page.line.surface.used.has("WAWebPrepRawMedia"));
  kill();
  expect(["unknown", "later"]).toContain((await sending).kind);
  await until(() => states.slice(before).some((state) => state.kind === "ready"));
});

it("sends and hears nothing when it is switched off, and goes on where it stopped", async () => {
  await rig.web.stop();
  expect(rig.web.state.now()).toEqual({ kind: "off" });
  expect(rig.web.browser()).toBeUndefined();
  expect(await rig.web.driver.send(anna.address, { content: { kind: "text", text: "x" } })).toMatchObject({
    kind: "later",
  });
  say("while off");
  rig.web.start();
  await until(() => texts().includes("while off"));
  await rig.settled();
  expect(await rig.web.memory()).toBeGreaterThan(50_000_000);
});

it("finds what became of messages of yesterday while it was away", async () => {
  const kept = say("take this away later");
  const { id } = say("and like this");
  await rig.hears(anna.chat, "that is all");
  await rig.settled();
  await rig.web.driver.send(anna.address, { content: { kind: "text", text: "and this of ours" } });
  const ours = sentTo(anna.chat).at(-1);
  await rig.clock.advance(26 * 3_600_000);
  await rig.hears(anna.chat, "a day later");
  await rig.settled();

  rig.page.line.faults.early = true;
  await heals("browser", kill, () => {
    const byId = [...anna.chat.messages.values()].find((message) => message.id === id);
    revoke(rig.hub, anna.chat, kept.number);
    react(rig.hub, anna.chat, byId?.number ?? 0, "👍");
    react(rig.hub, anna.chat, ours?.number ?? 0, "❤️");
  });
  rig.page.line.faults.early = false;
  await until(() => rig.inbox.events.filter(({ kind }) => kind === "reaction").length === 2);
  await rig.settled();
  const about = (kind: string) =>
    rig.inbox.events.flatMap((event) => (event.kind === kind ? event.id.split("_")[2] : []));
  expect(new Set(about("reaction"))).toEqual(new Set([id, ours?.id]));
  expect(about("revoked")).toContain(kept.id);

  // Once: the next browser finds them as they were.
  const told = rig.inbox.told.size;
  await heals("browser", kill);
  expect(rig.inbox.told.size).toBe(told + 1);
});

it("leaves nothing in doubt that was leaving when it is switched off", async () => {
  const sending = Array.from({ length: 20 }, (_, index) =>
    rig.web.driver.send(anna.address, { content: { kind: "text", text: `leaving ${index}` } }),
  );
  await until(() => sentTo(anna.chat).some(({ content }) => content.text === "leaving 3"));
  await rig.web.stop();
  const kinds = (await Promise.all(sending)).map(({ kind }) => kind);
  expect(kinds).not.toContain("unknown");
  const arrived = sentTo(anna.chat).filter(({ content }) => content.text.startsWith("leaving "));
  expect(arrived).toHaveLength(kinds.filter((kind) => kind === "sent").length);
  expect(kinds.at(-1)).toBe("later");
  rig.web.start();
  await rig.reaches("ready");
});

it("asked the page for nothing that it does not have", () => {
  expect([...rig.page.line.surface.missing, ...rig.page.line.failures]).toEqual([]);
});
