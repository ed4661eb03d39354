import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { expect, it } from "vitest";
import type { Outgoing } from "../../../bots/whatsapp/driver.ts";
import { readSurface } from "../../../bots/whatsapp/web/surface.ts";
import { addFault, clearFaults } from "../../../sandbox/telegram/faults.ts";
import { putFile } from "../../../sandbox/telegram/files.ts";
import type { MediaKind } from "../../../sandbox/telegram/media.ts";
import { WHATSAPP } from "../../../sandbox/whatsapp/addresses.ts";
import { edit, react, revoke, vote, write } from "../../../sandbox/whatsapp/people.ts";
import type { HubContent } from "../../../sandbox/whatsapp/records.ts";
import { performFile, type TestFile } from "../../support/whatsapp.ts";
import { rigForFile, sentTo, until } from "./rig.ts";

const rig = await rigForFile();
const anna = rig.person();
await rig.hears(anna.chat, "Hello");

const fault = (wish: Parameters<typeof addFault>[1]) =>
  addFault(rig.hub.world, { bot: WHATSAPP.id, ...wish });

function fileOf(
  kind: MediaKind,
  mime: string,
  bytes: Buffer,
  name?: string,
): Extract<HubContent, { file: object }> {
  const { uid } = putFile(rig.hub.world, bytes, name, mime);
  const named = name === undefined ? {} : { name };
  return { kind, text: "", file: { uid, mime, size: bytes.length, ...named } };
}

async function received(content: HubContent, chat = anna.chat) {
  const { id } = write(rig.hub, chat, content);
  return until(() =>
    rig.inbox.events.filter((event) => event.kind === "message").find((event) => event.id.endsWith(id)),
  );
}

async function sent(content: Outgoing["content"], more: Omit<Outgoing, "content"> = {}) {
  const outcome = await rig.web.driver.send(anna.address, { content, ...more });
  expect(outcome).toEqual({ kind: "sent", externalIds: [expect.stringMatching(/^true_/)] });
  const [id = ""] = outcome.kind === "sent" ? outcome.externalIds : [];
  const message = sentTo(anna.chat).find((each) => id.endsWith(each.id));
  if (!message) throw new Error("nothing arrived");
  return { id, message };
}

it("finds the number that the page has to ask for: in time, or with a later message", async () => {
  const { faults } = rig.page.line;
  const number = ({ person }: { person: { phone?: string } }) => person.phone?.slice(1);
  faults.numbers = { afterMs: 0 };
  const [asked, shy] = [rig.person(), rig.person({ whatsapp: "hidden" })];
  expect((await rig.hears(asked.chat, "one")).phone).toBe(number(asked));
  // Whoever hides it may show it some day.
  expect((await rig.hears(shy.chat, "two")).phone).toBeUndefined();
  shy.person.whatsapp = "lid";
  expect((await rig.hears(shy.chat, "three")).phone).toBe(number(shy));
  // WhatsApp takes longer than anybody's message should wait.
  faults.numbers = { afterMs: 1_000 };
  const late = rig.person();
  expect((await rig.hears(late.chat, "four")).phone).toBeUndefined();
  await expect
    .poll(async () => (await rig.hears(late.chat, "five")).phone, { timeout: 5_000 })
    .toBe(number(late));
  delete faults.numbers;
});

it("tells who wrote: a hidden id behind which the number is found, a number, or neither", async () => {
  const open = rig.person({ whatsapp: "phone" });
  const hidden = rig.person({ whatsapp: "hidden", first_name: "Boris" });
  expect(await rig.hears(anna.chat, "from a LID")).toMatchObject({
    chat: anna.address,
    phone: anna.person.phone?.slice(1),
    name: "Anna",
  });
  expect(await rig.hears(open.chat, "from a number")).toMatchObject({
    chat: `${open.person.phone?.slice(1)}@c.us`,
    phone: open.person.phone?.slice(1),
  });
  const secret = await rig.hears(hidden.chat, "from nobody");
  expect(secret).toMatchObject({ chat: hidden.address, name: "Boris" });
  expect(secret.phone).toBeUndefined();
  // An answer goes to the id that wrote.
  expect(await rig.web.driver.send(hidden.address, { content: { kind: "text", text: "Hi" } })).toMatchObject({
    kind: "sent",
  });
  expect(sentTo(hidden.chat).at(-1)?.content.text).toBe("Hi");
});

it.each([
  ["photo", "image/jpeg", "photo"],
  ["video", "video/mp4", "video"],
  ["animation", "video/mp4", "animation"],
  ["video_note", "video/mp4", "video_note"],
  ["voice", "audio/ogg; codecs=opus", "voice"],
  ["audio", "audio/mpeg", "audio"],
  ["document", "application/pdf", "document"],
  ["sticker", "image/webp", "sticker"],
] as const)("takes a %s with its bytes", async (kind, mime, media) => {
  const bytes = randomBytes(50_000);
  const { content } = await received({ ...fileOf(kind, mime, bytes, "analysis.pdf"), text: "see" });
  expect(content).toMatchObject({ kind: "media", media, mime, size: 50_000, caption: "see" });
  if (content.kind !== "media") throw new Error("no file");
  expect(content.name).toBe(kind === "document" ? "analysis.pdf" : undefined);
  const fetched = await rig.web.driver.fetch({ ref: content.ref });
  expect(fetched.kind === "bytes" && bytes.equals(fetched.bytes)).toBe(true);
});

/** A file as a vet sent it, on its way through the messenger. */
async function passed(file: TestFile) {
  const before = sentTo(anna.chat).length;
  const outcome = await performFile(rig.web.driver, anna.address, file);
  expect(outcome.kind).toBe("sent");
  return sentTo(anna.chat).slice(before);
}

it.each([
  ["photo", "image/jpeg", "photo"],
  ["photo", "image/heic", "document"],
  ["video", "video/mp4", "video"],
  ["video", "video/webm", "document"],
  ["animation", "video/mp4", "animation"],
  ["animation", "image/gif", "document"],
  ["video_note", "video/mp4", "video"],
  ["voice", "audio/ogg; codecs=opus", "voice"],
  ["audio", "audio/mpeg", "audio"],
  ["document", "application/pdf", "document"],
  ["document", "image/gif", "document"],
  ["sticker", "image/webp", "sticker"],
] as const)("sends a %s of %s as WhatsApp's %s", async (kind, mime, shown) => {
  const bytes = randomBytes(50_000);
  const messages = await passed({ kind, mime, bytes, caption: "see" });
  const content = messages.at(-1)?.content;
  expect(content?.kind).toBe(shown);
  expect(messages.map(({ content }) => content.text).join("")).toBe("see");
  const uid = content && "file" in content ? content.file.uid : "";
  expect(rig.hub.world.files.get(uid)?.bytes.equals(bytes)).toBe(true);
});

it("shows a sticker that moves in Telegram alone as one that stands still, or tells of it in words", async () => {
  const picture = sharp({ create: { width: 100, height: 128, channels: 3, background: "red" } });
  const still = { bytes: await picture.jpeg().toBuffer(), mime: "image/jpeg" };
  for (const mime of ["application/gzip", "video/webm"]) {
    const file = { kind: "sticker", mime, bytes: randomBytes(99), emoji: "😺" } as const;
    const shown = await passed({ ...file, still });
    expect(shown.map(({ content }) => [content.kind, content.text])).toEqual([
      ["text", "😺 This sticker moves; WhatsApp shows it still."],
      ["sticker", ""],
    ]);
    expect((await passed(file)).map(({ content }) => content.text)).toEqual([
      "😺 A sticker that WhatsApp cannot show.",
    ]);
  }
});

it("passes places and contacts both ways", async () => {
  const place = {
    kind: "location",
    latitude: 55.75,
    longitude: 37.61,
    title: "Clinic",
    address: "Main 1",
  } as const;
  expect((await received({ ...place, text: "" })).content).toEqual(place);
  expect((await sent(place)).message.content).toMatchObject(place);
  const card = { kind: "contact", phone: "79990005555", firstName: "Ivan", lastName: "Orlov" } as const;
  expect((await received({ ...card, text: "" })).content).toEqual(card);
  expect((await sent(card)).message.content).toMatchObject(card);
});

it("says what cannot pass", async () => {
  const poll = await received({ kind: "poll", text: "Who?", options: ["Cat", "Dog"], votes: [] });
  expect(poll.content).toEqual({ kind: "unsupported", what: "poll" });
  const order = await received({ kind: "other", text: "", what: "order" });
  expect(order.content).toEqual({ kind: "unsupported", what: "order" });
});

it("asks in a poll, and hears what is chosen now: each change, and nothing when a vote is taken back", async () => {
  const options = ["Rex", "Tom", "Another pet"];
  const { id, message } = await sent({ kind: "poll", question: "Or choose here:", options });
  expect(message.content).toMatchObject({ kind: "poll", text: "Or choose here:", options });
  const heard = () => rig.inbox.events.filter((event) => event.kind === "vote");
  for (const choice of [[1], [], [2], [1]]) {
    vote(rig.hub, anna.chat, message.number, choice);
    await rig.settled();
    await rig.clock.advance(1_000);
  }
  const { person, address: chat } = anna;
  const phone = person.phone?.slice(1);
  expect(heard()).toEqual([1, 2, 1].map((option) => ({ kind: "vote", id, chat, option, phone })));
  // Told once more it is the same vote.
  fault({ type: "duplicate" });
  vote(rig.hub, anna.chat, message.number, [0]);
  await rig.settled();
  expect(heard()).toHaveLength(4);
  // A poll of the person's own asks nobody.
  write(rig.hub, anna.chat, { kind: "poll", text: "Who?", options: ["Cat", "Dog"], votes: [] });
  vote(rig.hub, anna.chat, [...anna.chat.messages.keys()].at(-1) ?? 0, [0]);
  await rig.settled();
  expect(heard()).toHaveLength(4);
  await rig.clock.reset();
});

it("knows what is quoted, on either side", async () => {
  const question = await rig.hears(anna.chat, "He limps");
  const { id, message } = await sent({ kind: "text", text: "Since when?" }, { quoted: question.id });
  const asked = [...anna.chat.messages.values()].find(({ content }) => content.text === "He limps");
  expect(message.quoted).toBe(asked?.number);
  const { id: reply } = write(
    rig.hub,
    anna.chat,
    { kind: "text", text: "Monday" },
    { replyTo: message.number },
  );
  const answer = await until(() =>
    rig.inbox.events.find((event) => event.kind === "message" && event.id.endsWith(reply)),
  );
  expect(answer).toMatchObject({ quoted: id });
  const { id: own } = write(
    rig.hub,
    anna.chat,
    { kind: "text", text: "or so" },
    { replyTo: asked?.number ?? 0 },
  );
  const more = await until(() =>
    rig.inbox.events.find((event) => event.kind === "message" && event.id.endsWith(own)),
  );
  expect(more).toMatchObject({ quoted: question.id });
});

it("tells of edits, deletions and reactions", async () => {
  const { id } = await rig.hears(anna.chat, "two years");
  const number = [...anna.chat.messages.values()].at(-1)?.number ?? 0;
  edit(rig.hub, anna.chat, number, "three years");
  react(rig.hub, anna.chat, number, "👍");
  react(rig.hub, anna.chat, number, null);
  revoke(rig.hub, anna.chat, number);
  await rig.settled();
  const { chat } = { chat: anna.address };
  expect(rig.inbox.events.filter((event) => event.id === id && event.kind !== "message")).toEqual([
    { kind: "edited", id, chat, text: "three years" },
    { kind: "reaction", id, chat, emoji: "👍" },
    { kind: "reaction", id, chat, emoji: null },
    { kind: "revoked", id, chat },
  ]);
  const photo = await received({ ...fileOf("photo", "image/jpeg", randomBytes(99)), text: "his paw" });
  edit(rig.hub, anna.chat, [...anna.chat.messages.values()].at(-1)?.number ?? 0, "her paw");
  await rig.settled();
  expect(rig.inbox.events.at(-1)).toEqual({ kind: "edited", id: photo.id, chat, text: "her paw" });
});

it("edits, takes back and reacts", async () => {
  const { driver } = rig.web;
  const question = await rig.hears(anna.chat, "Thanks!");
  const { id, message } = await sent({ kind: "text", text: "10 mg" });
  expect(await driver.edit(anna.address, id, "1 mg")).toEqual({ kind: "sent", externalIds: [id] });
  expect(message.content.text).toBe("1 mg");
  await driver.react(anna.address, question.id, "❤️");
  const thanks = [...anna.chat.messages.values()].find(({ content }) => content.text === "Thanks!");
  expect(thanks?.reactions.bot).toBe("❤️");
  await driver.react(anna.address, question.id, null);
  expect(thanks?.reactions.bot).toBeUndefined();
  expect(await driver.remove(anna.address, id)).toMatchObject({ kind: "sent" });
  expect(message.revoked).toMatchObject({ by: "bot" });
  // It is too late to edit, and not too late to take back.
  const old = await sent({ kind: "text", text: "See you" });
  await rig.clock.advance(16 * 60_000);
  expect(await driver.edit(anna.address, old.id, "x")).toEqual({ kind: "refused", reason: "rejected" });
  expect(await driver.remove(anna.address, old.id)).toMatchObject({ kind: "sent" });
  await rig.clock.reset();
});

it("hands the parts of an album over as one", async () => {
  const parts = [1, 2, 3].map(() => fileOf("photo", "image/jpeg", randomBytes(999)));
  for (const part of parts) write(rig.hub, anna.chat, part, { album: "3AALBUM" });
  await rig.settled();
  const last = rig.inbox.events.slice(-3);
  expect(last.map((event) => event.kind === "message" && event.content)).toEqual(
    parts.map(() => expect.objectContaining({ kind: "media", media: "photo" })),
  );
  const albums = last.map(({ id }) => rig.inbox.albums.get(id));
  expect(new Set(albums)).toEqual(new Set([expect.stringContaining("3AALBUM")]));
});

it("says seen only when the inbox has it", async () => {
  let ack = -1;
  rig.inbox.fail = async () => {
    ack = [...anna.chat.messages.values()].at(-1)?.ack ?? -1;
    throw new Error("the database is away");
  };
  await rig.hears(anna.chat, "Are you there?");
  expect(ack).toBe(1);
  await rig.settled();
  expect([...anna.chat.messages.values()].at(-1)?.ack).toBe(3);
});

it("takes what comes twice once, and loses nothing that comes out of order", async () => {
  fault({ type: "duplicate" });
  const { id } = await rig.hears(anna.chat, "twice");
  await rig.settled();
  expect(rig.inbox.events.filter((event) => event.id === id)).toHaveLength(1);
  fault({ type: "reorder" });
  write(rig.hub, anna.chat, { kind: "text", text: "first" });
  await rig.hears(anna.chat, "second");
  await until(() =>
    rig.inbox.events.some(
      (event) => event.kind === "message" && "text" in event.content && event.content.text === "first",
    ),
  );
});

it("comes back after the line broke, with what was written meanwhile", async () => {
  const { id } = await rig.hears(anna.chat, "before");
  rig.page.line.drop();
  await rig.hears(anna.chat, "meanwhile");
  expect(rig.inbox.events.filter((event) => event.id === id)).toHaveLength(1);
  expect(rig.web.state.now().kind).toBe("ready");
});

it("does not take a message for sent before WhatsApp's servers have it", async () => {
  const boris = rig.person();
  await rig.hears(boris.chat, "Hello");
  const text = (words: string, address = anna.address) =>
    rig.web.driver.send(address, { content: { kind: "text", text: words } });
  fault({ type: "error", code: 400, method: "send" });
  expect(await text("refused")).toEqual({ kind: "refused", reason: "rejected" });
  fault({ type: "reset", when: "before", method: "send", chat: anna.person.id });
  fault({ type: "reset", when: "after", method: "send", chat: boris.person.id });
  const unknown = { kind: "unknown" };
  expect(await Promise.all([text("lost"), text("arrived", boris.address)])).toEqual([unknown, unknown]);
  expect(sentTo(anna.chat).map(({ content }) => content.text)).not.toContain("lost");
  expect(sentTo(boris.chat).at(-1)?.content.text).toBe("arrived");
  fault({ type: "error", code: 500, method: "upload" });
  const photo = {
    kind: "media",
    as: "image",
    mime: "image/png",
    bytes: randomBytes(10),
    name: "a.png",
  } as const;
  expect(await rig.web.driver.send(anna.address, { content: photo })).toMatchObject({ kind: "later" });
});

it("writes to nobody who has not written", async () => {
  const stranger = rig.person();
  const outcome = await rig.web.driver.send(stranger.address, { content: { kind: "text", text: "Buy!" } });
  expect(outcome).toEqual({ kind: "refused", reason: "blocked" });
  expect(sentTo(stranger.chat)).toEqual([]);
});

it("tries a file again that does not come, and gives it up in the end", async () => {
  const { content } = await received(fileOf("photo", "image/jpeg", randomBytes(77)));
  const ref = content.kind === "media" ? content.ref : "";
  fault({ type: "stall", when: "before", method: "download" });
  expect(await rig.web.driver.fetch({ ref })).toMatchObject({ kind: "later" });
  clearFaults(rig.hub.world);
  // WhatsApp asks the sender's phone for it: first it refuses, then it has nothing to give.
  fault({ type: "error", code: 410, method: "download", times: 99 });
  for (let tries = 2; tries < 5; tries += 1)
    expect(await rig.web.driver.fetch({ ref })).toMatchObject({ kind: "later" });
  expect(await rig.web.driver.fetch({ ref })).toEqual({ kind: "refused", reason: "gone" });
  clearFaults(rig.hub.world);
  expect(await rig.web.driver.fetch({ ref: "false_1@lid_NONE" })).toEqual({
    kind: "refused",
    reason: "gone",
  });
});

it("passes a video of 20 MB as it is", async () => {
  const bytes = randomBytes(20 * 1024 * 1024);
  const { content } = await received(fileOf("video", "video/mp4", bytes));
  const fetched = await rig.web.driver.fetch({ ref: content.kind === "media" ? content.ref : "" });
  expect(fetched.kind === "bytes" && bytes.equals(fetched.bytes)).toBe(true);
  const other = randomBytes(20 * 1024 * 1024);
  const [message] = await passed({ kind: "video", mime: "video/mp4", bytes: other });
  const uid = message && "file" in message.content ? message.content.file.uid : "";
  expect(rig.hub.world.files.get(uid)?.bytes.equals(other)).toBe(true);
});

it("asked the page for the modules that are noted down as needed, and no others", async () => {
  // The next start reads what was said meanwhile.
  await rig.web.stop();
  write(rig.hub, anna.chat, { kind: "text", text: "Is anybody back?" });
  rig.web = await rig.open();
  rig.web.start();
  await until(() =>
    rig.inbox.events.some(
      (event) =>
        event.kind === "message" &&
        event.content.kind === "text" &&
        event.content.text === "Is anybody back?",
    ),
  );
  const modules = [...rig.page.line.surface.used].filter((name) => !name.includes("."));
  expect(modules.toSorted()).toEqual((await readSurface()).needed);
});
