import { describe, expect, it } from "vitest";
import type { Outgoing } from "../../../bots/whatsapp/driver.ts";
import { wamidOf } from "../../../sandbox/whatsapp/cloud/ids.ts";
import { rigForFile } from "./rig.ts";

const rig = await rigForFile();
const { hub, writer, rawOf, passed } = rig;
await rig.cloud.subscribe(rig.webhook);
const driver = rig.driverWith();

const bytes = (size: number) => new Uint8Array(size).fill(7);
const photo = {
  kind: "media",
  as: "image",
  bytes: bytes(1000),
  mime: "image/jpeg",
  name: "photo.jpg",
} as const;
async function sent(message: Outgoing) {
  const anna = await writer();
  const outcome = await driver.send(anna.address, message);
  const messages = (await anna.messages()).filter(({ by }) => by === "bot");
  return { outcome, messages, anna };
}
const choices = (...labels: string[]) => labels.map((label, index) => ({ label, data: `d:${index}` }));

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
