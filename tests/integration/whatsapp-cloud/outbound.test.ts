import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { Outgoing } from "../../../bots/whatsapp/driver.ts";
import { wamidOf } from "../../../sandbox/whatsapp/cloud/ids.ts";
import { performFile, type TestFile } from "../../support/whatsapp.ts";
import { rigForFile } from "./rig.ts";

const rig = await rigForFile();
const { hub, newcomer } = rig;
await rig.cloud.subscribe(rig.webhook);
const driver = rig.driverWith();

const MB = 1024 * 1024;
const bytes = (size: number) => new Uint8Array(size).fill(7);
const photo = {
  kind: "media",
  as: "image",
  bytes: bytes(1000),
  mime: "image/jpeg",
  name: "photo.jpg",
} as const;
/** Nothing makes it small. */
const noisy = () =>
  sharp({
    create: {
      width: 512,
      height: 512,
      channels: 3,
      background: "red",
      noise: { type: "gaussian", mean: 128, sigma: 200 },
    },
  });
const moving = (...frames: Buffer[]) =>
  sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
const red = (width: number, height = width) =>
  sharp({ create: { width, height, channels: 3, background: "red" } });

/** Somebody who has just written, so that we may. */
async function writer() {
  const anna = await newcomer();
  const { id } = await anna.say("hi");
  return { ...anna, said: id };
}
async function sent(message: Outgoing) {
  const anna = await writer();
  const outcome = await driver.send(anna.address, message);
  const messages = (await anna.messages()).filter(({ by }) => by === "bot");
  return { outcome, messages, anna };
}
/** A file as a vet sent it, on its way through the messenger. */
async function passed(file: Partial<TestFile>) {
  const anna = await writer();
  const whole = { kind: "photo", bytes: bytes(1000), mime: "image/jpeg", ...file } as const;
  const outcome = await performFile(driver, anna.address, whole);
  return { outcome, messages: (await anna.messages()).filter(({ by }) => by === "bot") };
}
const choices = (...labels: string[]) => labels.map((label, index) => ({ label, data: `d:${index}` }));
const rawOf = (person: number, number: number | undefined) =>
  hub.chats.get(person)?.messages.get(number ?? -1);

describe("every kind of message", () => {
  it("words, of whatever length WhatsApp takes, quoting what was written", async () => {
    const anna = await writer();
    const said = rawOf(anna.id, anna.said);
    const text = "ё".repeat(4096);
    const outcome = await driver.send(anna.address, {
      content: { kind: "text", text },
      quoted: said ? wamidOf(said) : "",
    });
    const last = await anna.last();
    expect(last).toMatchObject({ text, replyTo: anna.said });
    const raw = rawOf(anna.id, last?.id);
    expect(outcome).toEqual({ kind: "sent", externalIds: [raw && wamidOf(raw)] });
  });

  it("quotes one of several contacts by the message that brought them", async () => {
    const anna = await writer();
    const said = rawOf(anna.id, anna.said);
    const quoted = `${said ? wamidOf(said) : ""}#2`;
    await driver.send(anna.address, { content: { kind: "text", text: "this one" }, quoted });
    expect(await anna.last()).toMatchObject({ replyTo: anna.said });
  });

  it.each([
    ["photo", "image/jpeg", "photo", "words"],
    ["photo", "image/png", "photo", "words"],
    ["video", "video/mp4", "video", "words"],
    ["animation", "video/mp4", "video", "words"],
    ["video_note", "video/mp4", "video", "words"],
    ["voice", "audio/ogg", "voice", ""],
    ["voice", "audio/mpeg", "audio", ""],
    ["audio", "audio/mp4", "audio", ""],
    ["document", "application/pdf", "document", "words"],
    ["document", "application/json", "document", "words"],
    ["document", "text/csv", "document", "words"],
    ["video", "video/3gpp", "video", "words"],
    ["document", "image/jpeg", "document", "words"],
  ] as const)("%s of type %s, uploaded byte for byte", async (kind, mime, shown, caption) => {
    const { messages, outcome } = await passed({ kind, mime, caption: "words" });
    expect(outcome).toMatchObject({ kind: "sent" });
    const file = messages.at(-1);
    expect(file).toMatchObject({ kind: shown, text: caption });
    expect(hub.world.files.get(file?.file?.uid ?? "")?.bytes).toEqual(Buffer.from(bytes(1000)));
    // Words that cannot stand under it come before it.
    expect(messages.map(({ text }) => text).join("")).toBe("words");
  });

  it("a document under the name that its sender gave it", async () => {
    const pdf = { kind: "document", mime: "application/pdf", name: "Анализы Рекса.pdf" } as const;
    const { messages } = await passed(pdf);
    expect(messages[0]?.file).toMatchObject({ name: "Анализы Рекса.pdf", mime: "application/pdf" });
  });

  it("places and contacts", async () => {
    const place = {
      kind: "location",
      latitude: 55.75,
      longitude: 37.61,
      title: "Clinic",
      address: "Main St",
    } as const;
    const contact = { kind: "contact", phone: "79990003344", firstName: "Boris", lastName: "M" } as const;
    const [one, other] = [await sent({ content: place }), await sent({ content: contact })];
    expect(rawOf(one.anna.id, one.messages[0]?.id)?.content).toMatchObject(place);
    expect(rawOf(other.anna.id, other.messages[0]?.id)?.content).toMatchObject(contact);
    const bare = await sent({ content: { kind: "location", latitude: 1, longitude: 2 } });
    expect(bare.messages[0]?.kind).toBe("location");
  });

  it("reactions, put and taken away", async () => {
    const anna = await writer();
    const said = rawOf(anna.id, anna.said);
    const id = said ? wamidOf(said) : "";
    expect(await driver.react(anna.address, id, "❤️")).toMatchObject({ kind: "sent" });
    expect(said?.reactions).toEqual({ bot: "❤️" });
    await driver.react(anna.address, id, null);
    expect(said?.reactions).toEqual({});
  });

  it("nothing can be edited or taken back, and it says so", async () => {
    const refused = { kind: "refused", reason: "rejected" };
    expect(driver.can).toMatchObject({ edit: false, remove: false, react: true, choices: 10 });
    expect(await driver.edit("1", "wamid.1", "x")).toEqual(refused);
    expect(await driver.remove("1", "wamid.1")).toEqual(refused);
  });
});

describe("choices", () => {
  const text = (text: string, ...labels: string[]): Outgoing => ({
    content: { kind: "text", text },
    choices: choices(...labels),
  });

  it("up to three short ones are buttons", async () => {
    const { messages, anna } = await sent(text("Sure?", "Yes", "No", "x".repeat(20)));
    const raw = rawOf(anna.id, messages[0]?.id);
    expect(raw?.choices?.map(({ label }) => label)).toEqual(["Yes", "No", "x".repeat(20)]);
    expect(raw?.menu).toBeUndefined();
  });

  it.each([
    ["four", text("Which?", "A", "B", "C", "D")],
    ["a long label", text("Which?", "A label of twenty-one")],
    ["two that read the same", text("Which?", "Rex", "Rex")],
    ["words too long for buttons", text("w".repeat(1025), "A")],
  ])("%s make a list", async (_name, message) => {
    const { messages, anna, outcome } = await sent(message);
    expect(outcome.kind).toBe("sent");
    expect(rawOf(anna.id, messages[0]?.id)?.menu).toBe("☰");
  });

  it("labels too long for a row are cut, whole in the line below, and never through an emoji", async () => {
    const long = "Консультация терапевта на месяц";
    const emoji = `${"a".repeat(22)}👩‍⚕️ and more`;
    const { messages, anna } = await sent({ ...text("Which?", long, emoji), menu: "Packages of the clinic" });
    const raw = rawOf(anna.id, messages[0]?.id);
    expect(raw?.menu).toBe("Packages of the cli…");
    expect(raw?.choices).toEqual([
      { data: "d:0", label: "Консультация терапевта…", description: long },
      { data: "d:1", label: `${"a".repeat(22)}…`, description: emoji },
    ]);
    const [one] = raw?.choices ?? [];
    expect(one?.label.length).toBeLessThanOrEqual(24);
  });

  it("ten are taken, eleven are not", async () => {
    const labels = Array.from({ length: 11 }, (_, index) => `Pet ${index}`);
    expect((await sent(text("Which?", ...labels.slice(1)))).outcome.kind).toBe("sent");
    expect((await sent(text("Which?", ...labels))).outcome).toEqual({ kind: "refused", reason: "rejected" });
  });

  it("stand under a picture where they are buttons, else in a message after it", async () => {
    const card = { ...photo, caption: "Dr Anna" };
    const one = await sent({ content: card, choices: choices("Choose") });
    expect(one.messages.map(({ kind, text }) => [kind, text])).toEqual([["photo", "Dr Anna"]]);
    expect(rawOf(one.anna.id, one.messages[0]?.id)?.choices).toHaveLength(1);
    const many = await sent({ content: card, choices: choices("A", "B", "C", "D") });
    expect(many.messages.map(({ kind, text }) => [kind, text])).toEqual([
      ["photo", ""],
      ["text", "Dr Anna"],
    ]);
    expect(many.outcome.kind === "sent" && many.outcome.externalIds).toHaveLength(2);
  });

  it("come after what carries no words", async () => {
    const { messages } = await sent({
      content: { kind: "location", latitude: 1, longitude: 2 },
      choices: choices("Here"),
    });
    expect(messages.map(({ kind }) => kind)).toEqual(["location", "text"]);
    const bare = await sent({ content: photo, choices: choices("Here") });
    expect(bare.messages.map(({ kind, text }) => [kind, text])).toEqual([["photo", "👇"]]);
  });
});

describe("the sizes and types WhatsApp takes", () => {
  it.each([
    ["photo", "image/jpeg", 5 * MB, "photo"],
    ["photo", "image/jpeg", 5 * MB + 1, "document"],
    ["video", "video/mp4", 16 * MB, "video"],
    ["video", "video/mp4", 16 * MB + 1, "document"],
    ["voice", "audio/ogg", 16 * MB + 1, "document"],
  ] as const)("a %s of type %s with %i bytes goes as %s", async (kind, mime, size, shown) => {
    const { messages } = await passed({ kind, mime, bytes: bytes(size) });
    expect(messages.map((message) => message.kind)).toEqual([shown]);
    expect(messages[0]?.file?.size).toBe(size);
  });

  it("pictures it would not show become PNG", async () => {
    const webp = await red(8).webp().toBuffer();
    const still = await red(8).gif().toBuffer();
    for (const [kind, file] of [
      ["photo", { mime: "image/webp", bytes: webp, name: "cat.webp" }],
      ["document", { mime: "image/webp", bytes: webp, name: "cat.webp" }],
      ["document", { mime: "image/gif", bytes: still }],
    ] as const) {
      const { messages } = await passed({ kind, ...file });
      expect(messages.map((message) => [message.kind, message.file?.mime, message.text])).toEqual([
        ["photo", "image/png", ""],
      ]);
    }
    const broken = await passed({ mime: "image/gif", bytes: bytes(10) });
    expect(broken.outcome).toEqual({ kind: "refused", reason: "unreadable" });
  });

  it("stickers are of the one size that Meta takes; one that cannot be so small becomes a picture", async () => {
    const wide = await passed({
      kind: "sticker",
      mime: "image/webp",
      bytes: await red(512, 300).webp().toBuffer(),
    });
    expect(wide.messages.map(({ kind }) => kind)).toEqual(["sticker"]);
    const whole = await red(512).webp().toBuffer();
    const same = await passed({ kind: "sticker", mime: "image/webp", bytes: whole });
    const uid = (found: typeof wide) => found.messages[0]?.file?.uid ?? "";
    expect(hub.world.files.get(uid(same))?.bytes).toEqual(whole);
    expect(await sharp(hub.world.files.get(uid(wide))?.bytes).metadata()).toMatchObject({
      width: 512,
      height: 512,
    });
    const noise = await noisy().webp({ lossless: true }).toBuffer();
    const large = await passed({ kind: "sticker", mime: "image/webp", bytes: noise });
    expect(large.messages.map(({ kind }) => kind)).toEqual(["photo"]);
  });

  it("a GIF goes on moving as a sticker, and what is too large for that stands still, which is said", async () => {
    const frame = await red(64).png().toBuffer();
    const frames = [frame, await sharp(frame).negate().png().toBuffer()];
    const small = await passed({
      kind: "document",
      mime: "image/gif",
      bytes: await moving(...frames),
      name: "paw.gif",
    });
    expect(small.messages.map(({ kind }) => kind)).toEqual(["sticker"]);
    const sticker = hub.world.files.get(small.messages[0]?.file?.uid ?? "")?.bytes;
    expect(await sharp(sticker, { animated: true }).metadata()).toMatchObject({ pages: 2, width: 512 });
    const noise = await Promise.all([1, 2, 3, 4, 5].map(() => noisy().png().toBuffer()));
    const large = await passed({
      kind: "animation",
      mime: "image/gif",
      bytes: await moving(...noise),
      caption: "Rex",
    });
    expect(large.messages.map(({ kind, file }) => [kind, file?.mime])).toEqual([["photo", "image/png"]]);
    expect(large.messages[0]?.text).toBe("Rex\nThis picture moves; WhatsApp shows only the beginning of it.");
  });

  it("a sticker that moves in Telegram alone stands still, or is told of in words", async () => {
    const still = { bytes: await red(128).webp().toBuffer(), mime: "image/webp" };
    for (const mime of ["application/gzip", "video/webm"]) {
      const shown = await passed({ kind: "sticker", mime, still, emoji: "😺" });
      expect(shown.messages.map(({ kind, text }) => [kind, text])).toEqual([
        ["text", "😺 This sticker moves; WhatsApp shows it still."],
        ["sticker", ""],
      ]);
      const told = await passed({ kind: "sticker", mime, emoji: "😺" });
      expect(told.messages.map(({ kind, text }) => [kind, text])).toEqual([
        ["text", "😺 A sticker that WhatsApp cannot show."],
      ]);
    }
  });

  it.each([["application/zip"], ["video/webm"], ["video/quicktime"], ["application/gzip"]])(
    "%s is refused in words, before it is uploaded",
    async (mime) => {
      const { outcome, messages } = await passed({ kind: "document", mime });
      expect(outcome).toEqual({ kind: "refused", reason: "not_taken" });
      expect(messages).toEqual([]);
    },
  );

  it("what is over 100 MB is refused", async () => {
    const huge = new Uint8Array(100 * MB + 1);
    const { outcome } = await passed({ kind: "document", mime: "application/pdf", bytes: huge });
    expect(outcome).toEqual({ kind: "refused", reason: "too_big" });
  });
});

describe("the simulator, which shares nothing with the driver", () => {
  const { root, version, phoneId, token } = rig.account;
  const post = async (body: object, more: { bearer?: string; phone?: string } = {}) => {
    const response = await fetch(`${root}/${version}/${more.phone ?? phoneId}/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${more.bearer ?? token}`, "content-type": "application/json" },
      body: JSON.stringify({ messaging_product: "whatsapp", ...body }),
    });
    const { error } = (await response.json()) as { error?: { code: number; message: string } };
    return error ? [response.status, error.code] : response.status;
  };
  const buttons = (...titles: string[]) => ({
    type: "interactive",
    interactive: {
      type: "button",
      body: { text: "?" },
      action: {
        buttons: titles.map((title, index) => ({ type: "reply", reply: { id: `${index}`, title } })),
      },
    },
  });
  const rows = (count: number, row: object = {}) => ({
    type: "interactive",
    interactive: {
      type: "list",
      body: { text: "?" },
      action: {
        button: "Open",
        sections: [
          { rows: Array.from({ length: count }, (_, index) => ({ id: `${index}`, title: "A", ...row })) },
        ],
      },
    },
  });
  const wrong: [string, object, number][] = [
    ["an empty text", { type: "text", text: { body: "" } }, 131009],
    ["4097 characters", { type: "text", text: { body: "x".repeat(4097) } }, 131009],
    ["no text", { type: "text" }, 131008],
    ["four buttons", buttons("A", "B", "C", "D"), 131009],
    ["a title of 21", buttons("x".repeat(21)), 131009],
    ["equal titles", buttons("A", "A"), 131009],
    ["eleven rows", rows(11), 131009],
    ["a row title of 25", rows(1, { title: "x".repeat(25) }), 131009],
    ["a description of 73", rows(1, { description: "x".repeat(73) }), 131009],
    ["an unknown file", { type: "image", image: { id: "5" } }, 131009],
    ["an unknown kind", { type: "poll" }, 100],
    ["an unknown template", { type: "template", template: { name: "x", language: { code: "ru" } } }, 132001],
    ["a quotation of nothing", { type: "text", text: { body: "x" }, context: { message_id: "5" } }, 131009],
    ["another product", { messaging_product: "telegram", type: "text", text: { body: "x" } }, 131008],
  ];
  it.each(wrong)("refuses %s", async (_name, body, code) => {
    const anna = await writer();
    expect(await post({ to: anna.phone, ...body })).toEqual([expect.any(Number), code]);
  });

  it("asks for the token, the number and somebody to send to", async () => {
    const body = { type: "text", text: { body: "x" } };
    expect(await post({ to: "1", ...body }, { bearer: "wrong" })).toEqual([401, 190]);
    expect(await post({ to: "1", ...body }, { phone: "1" })).toEqual([400, 100]);
    expect(await post(body)).toEqual([400, 131008]);
    expect(await post({ recipient: "not an id", ...body })).toEqual([400, 131009]);
  });

  it("takes a number in any form, before an id", async () => {
    const anna = await writer();
    const body = { to: `+${anna.phone}`, recipient: "RU.1", type: "text", text: { body: "here" } };
    expect(await post(body)).toBe(200);
    expect((await anna.last())?.text).toBe("here");
  });

  it("shows that it was read, and typing", async () => {
    const anna = await writer();
    const said = rawOf(anna.id, anna.said);
    await rig.told();
    const read = { status: "read", message_id: said && wamidOf(said), typing_indicator: { type: "text" } };
    expect(await post(read)).toBe(200);
    expect(said?.ack).toBe(3);
    expect((await anna.chat()).actions).toMatchObject([{ action: "typing" }]);
    expect(await post({ ...read, message_id: "wamid.1" })).toEqual([400, 131009]);
  });
});
