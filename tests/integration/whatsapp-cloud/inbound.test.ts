import { describe, expect, it } from "vitest";
import { queue } from "../../../core/messaging/outbox.ts";
import { rigForFile, HOUR } from "./rig.ts";
import { wamidOf } from "../../../sandbox/whatsapp/cloud/ids.ts";

const rig = await rigForFile();
const { hub, sandbox, events, told, newcomer } = rig;
await rig.cloud.subscribe(rig.webhook);
const driver = rig.driverWith();

const contents = async (chat: string) =>
  (await events(chat)).map((event) => (event.kind === "message" ? event.content : event));
const wamid = (person: number, number: number) => {
  const message = hub.chats.get(person)?.messages.get(number);
  return message ? wamidOf(message) : "";
};

describe("every kind of message a person sends", () => {
  it("words, with who wrote and what they quote", async () => {
    const anna = await newcomer();
    const { id } = await anna.say("Rex does not eat");
    await anna.say("since yesterday", { replyTo: id });
    await told();
    const [first, second] = await events(anna.address);
    expect(first).toEqual({
      kind: "message",
      id: wamid(anna.id, id),
      chat: anna.address,
      at: expect.any(Number),
      content: { kind: "text", text: "Rex does not eat" },
      phone: anna.phone,
      name: "Anna K",
    });
    expect(second).toMatchObject({ quoted: wamid(anna.id, id) });
  });

  it("from somebody who shows no number, and from somebody Meta has no id of", async () => {
    const [hidden, older] = [await newcomer("hidden"), await newcomer("phone")];
    await hidden.say("hello");
    await older.say("hello");
    await told();
    expect(hidden.address).toMatch(/^RU\.\d+$/);
    expect(older.address).toMatch(/^7999\d+$/);
    const [[one], [other]] = [await events(hidden.address), await events(older.address)];
    expect(one).not.toHaveProperty("phone");
    expect(other).toMatchObject({ chat: older.address, phone: older.address });
    for (const { address } of [hidden, older])
      expect(await driver.send(address, { content: { kind: "text", text: "here" } })).toMatchObject({
        kind: "sent",
      });
    expect((await hidden.last())?.text).toBe("here");
    expect((await older.last())?.text).toBe("here");
  });

  it("from somebody whom Meta names anew: first a number, then an id with it, then the id alone", async () => {
    const anna = await newcomer("phone");
    const named = (whatsapp: "lid" | "hidden") => sandbox.changePerson(anna.id, { whatsapp });
    const out = rig.outbox();
    const person = async () => {
      await told();
      return rig.personOf(anna.address);
    };
    const answer = async (words: string, ...quoting: number[]) => {
      const to = (await person()) ?? "";
      const [said] = quoting;
      const external = said === undefined ? undefined : wamid(anna.id, said);
      const content = { kind: "text", text: words } as const;
      const operation = { op: "send", content, ...(external && { replyTo: { external } }) } as const;
      await queue(rig.core, { to, operation });
      await out.drain();
      return anna.last();
    };
    const first = await anna.say("by number");
    expect((await answer("to the number"))?.text).toBe("to the number");
    await named("lid");
    await anna.say("by both");
    expect((await answer("to the id"))?.text).toBe("to the id");
    await named("hidden");
    const last = await anna.say("by the id");
    expect((await answer("to the id alone", first.id))?.replyTo).toBe(first.id);
    expect(last.id).toBeGreaterThan(first.id);
    const kept = await events(anna.address);
    expect(kept.map((event) => event.kind === "message" && event.content)).toEqual(
      ["by number", "by both", "by the id"].map((text) => ({ kind: "text", text })),
    );
    expect(await rig.db.identity.count({ where: { personId: (await person()) ?? "" } })).toBe(1);
    // Written to again, the person is invited by the name that they have now.
    await rig.clock.advance(25 * HOUR);
    expect((await answer("next day"))?.text).toContain("Для вас есть сообщение");
    await anna.say("hello again");
    await told();
    await out.drain();
    expect((await anna.last())?.text).toBe("next day");
  });

  it.each([
    ["photo", { media: "photo", caption: "his bowl" }],
    ["video", { media: "video", caption: "his bowl" }],
    ["animation", { media: "video", caption: "his bowl" }],
    ["voice", { media: "voice", mime: "audio/ogg; codecs=opus" }],
    ["audio", { media: "audio" }],
    ["document", { media: "document", caption: "his bowl", name: expect.any(String) }],
    ["sticker", { media: "sticker" }],
  ] as const)("%s, whose bytes can be fetched", async (kind, expected) => {
    const anna = await newcomer();
    const { file } = await anna.send(kind, { caption: "his bowl" });
    await told();
    const [content] = await contents(anna.address);
    expect(content).toMatchObject({ kind: "media", ...expected });
    const ref = content && "ref" in content ? content.ref : "";
    const fetched = await driver.fetch({ ref });
    expect(fetched.kind === "bytes" && fetched.bytes.length).toBe(file?.size);
  });

  it("a place, a named place, a contact, the own one", async () => {
    const anna = await newcomer();
    await anna.location(55.75, 37.61);
    await anna.act("venue", { latitude: 55.75, longitude: 37.61, title: "Clinic", address: "Main St" });
    await anna.contact({ phone_number: "+79990003344", first_name: "Boris", last_name: "M" });
    await anna.contact();
    await told();
    expect(await contents(anna.address)).toEqual([
      { kind: "location", latitude: 55.75, longitude: 37.61 },
      { kind: "location", latitude: 55.75, longitude: 37.61, title: "Clinic", address: "Main St" },
      { kind: "contact", phone: "+79990003344", firstName: "Boris", lastName: "M" },
      { kind: "contact", phone: `+${anna.phone}`, firstName: "Anna" },
    ]);
  });

  it("what cannot pass, by its name", async () => {
    const anna = await newcomer();
    await anna.act("poll", { question: "Who?", options: ["Cat", "Dog"] });
    await told();
    expect(await contents(anna.address)).toEqual([{ kind: "unsupported", what: "poll" }]);
  });

  it("corrections, deletions and reactions, each about its message", async () => {
    const anna = await newcomer();
    const { id } = await anna.say("one");
    await anna.edit(id, "two");
    await driver.send(anna.address, { content: { kind: "text", text: "an answer" } });
    const answer = await anna.last();
    await anna.react(answer?.id ?? 0, "🙏");
    await anna.react(answer?.id ?? 0);
    await anna.delete(id);
    await told();
    const [said, ...rest] = await events(anna.address);
    const about = { chat: anna.address, id: wamid(anna.id, id) };
    const theAnswer = { chat: anna.address, id: wamid(anna.id, answer?.id ?? 0) };
    expect(said).toMatchObject({ kind: "message", id: about.id });
    expect(rest).toEqual([
      { kind: "edited", ...about, text: "two" },
      { kind: "reaction", ...theAnswer, emoji: "🙏" },
      { kind: "reaction", ...theAnswer, emoji: null },
      { kind: "revoked", ...about },
    ]);
  });

  it("a correction that Meta does not tell as one is something that cannot pass", async () => {
    rig.cloud.settings.coexistence = false;
    const anna = await newcomer();
    const { id } = await anna.say("one");
    await told();
    await anna.edit(id, "two");
    await told();
    expect(await contents(anna.address)).toEqual([
      expect.objectContaining({ kind: "text" }),
      { kind: "unsupported", what: "edit" },
    ]);
  });
});

describe("a choice", () => {
  it.each([
    ["a button", ["Yes", "No"]],
    ["a row of a list", ["Yes", "No", "Later", "A pet with a name far too long for a title"]],
  ])("by %s brings back what it was given, with the message it was under", async (_name, labels) => {
    const anna = await newcomer();
    await anna.say("hi");
    await driver.send(anna.address, {
      content: { kind: "text", text: "Choose" },
      choices: labels.map((label, index) => ({ label, data: `data:${index}` })),
    });
    const offer = await anna.last();
    const shown = offer?.buttons.flat().at(-1)?.text ?? "";
    await anna.press(shown);
    await told();
    expect((await events(anna.address)).at(-1)).toMatchObject({
      content: { kind: "choice", data: `data:${labels.length - 1}`, title: shown },
      quoted: wamid(anna.id, offer?.id ?? 0),
    });
  });
});

describe("Meta's way of delivering", () => {
  it("twice and out of order does no harm", async () => {
    const anna = await newcomer();
    await sandbox.fault({ type: "duplicate", bot: "whatsapp", times: 2 });
    await anna.say("one");
    await anna.say("two");
    await sandbox.fault({ type: "reorder", bot: "whatsapp" });
    await anna.say("three");
    await anna.say("four");
    await told();
    const texts = (await contents(anna.address)).map((content) => "text" in content && content.text);
    expect(texts).toEqual(["one", "two", "four", "three"]);
  });

  it("again after a time when we could not be reached loses nothing", async () => {
    const anna = await newcomer();
    rig.away(2);
    await anna.say("one");
    await anna.say("two");
    await told();
    expect(await contents(anna.address)).toHaveLength(2);
  });
});

describe("a file that is fetched", () => {
  const photo = async () => {
    const anna = await newcomer();
    const { file } = await anna.send("photo");
    await told();
    const [content] = await contents(anna.address);
    return { ref: content && "ref" in content ? content.ref : "", file };
  };

  it("is gone after a week", async () => {
    const { ref } = await photo();
    await rig.clock.advance(8 * 24 * HOUR);
    expect(await driver.fetch({ ref })).toEqual({ kind: "refused", reason: "gone" });
    await rig.clock.reset();
  });

  it("needs the token, and a fresh address after five minutes: each try asks for one", async () => {
    const { ref } = await photo();
    const { root, version, token } = rig.account;
    const headers = { authorization: `Bearer ${token}` };
    const { url } = (await (await fetch(`${root}/${version}/${ref}`, { headers })).json()) as { url: string };
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { headers })).status).toBe(200);
    await rig.clock.advance(6 * 60_000);
    expect((await fetch(url, { headers })).status).toBe(404);
    expect((await driver.fetch({ ref })).kind).toBe("bytes");
    await rig.clock.reset();
  });

  it.each([
    ["download", { type: "error", code: 500 }, { kind: "later", ms: 1000 }],
    ["download", { type: "reset", when: "before" }, { kind: "later", ms: 1000 }],
    ["media_url", { type: "error", code: 503 }, { kind: "later", ms: 5000 }],
    ["media_url", { type: "error", code: 190 }, { kind: "later", ms: 60_000 }],
    ["media_url", { type: "error", code: 131052 }, { kind: "refused", reason: "gone" }],
  ] as const)("is tried again where that may help (%s, %o)", async (method, fault, expected) => {
    const { ref } = await photo();
    await sandbox.fault({ ...fault, method, bot: "whatsapp" });
    expect(await driver.fetch({ ref })).toEqual(expected);
  });

  it("is refused unread when it is larger than we take", async () => {
    const { ref, file } = await photo();
    const stored = hub.world.files.get(file?.uid ?? "");
    if (stored) stored.bytes = Buffer.alloc(20 * 1024 * 1024 + 1);
    await sandbox.fault({ type: "error", code: 500, method: "download", bot: "whatsapp" });
    expect(await driver.fetch({ ref })).toEqual({ kind: "refused", reason: "too_big" });
  });

  it("an id that Meta does not know is gone", async () => {
    expect(await driver.fetch({ ref: "../../etc/passwd" })).toEqual({ kind: "refused", reason: "gone" });
  });
});
