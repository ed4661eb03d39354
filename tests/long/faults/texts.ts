import { beforeAll, expect, it } from "vitest";
import { closeByOwner } from "../../../core/consultations/close.ts";
import type { ActName, MessageView } from "../../../sandbox/control/api.ts";
import { label, type Somebody, textsIn, until } from "./somebody.ts";
import type { Case, Clinic, Owner } from "./support.ts";

/** What people write, however odd, is shown as it was written; what cannot pass is said. */
export function texts(clinic: Clinic): void {
  let anna: Owner;
  let vet: Somebody;
  let rex: Case;
  beforeAll(async () => {
    anna = await clinic.owner("Anna");
    vet = await clinic.vet("vera-lugova");
    rex = await clinic.taken(anna, vet);
  });

  const inTopic = async (after: number): Promise<MessageView[]> =>
    (await vet.seat.messages(rex.topic)).filter(({ id, by }) => by === "bot" && id > after);
  const lastId = async (who: Somebody) => (await who.seat.messages()).at(-1)?.id ?? 0;

  const FAMILY = "👩🏽‍👩🏽‍👧🏽‍👦🏽";

  it.each([
    ["emoji", `Rex ${FAMILY} 🐕‍🦺🇷🇺 is better 1️⃣`],
    ["Persian", "سگ من از صبح می‌لنگد و چیزی نمی‌خورد"],
    ["zero-width characters", "a\u200bb\u200cc\u200dd\u2060e\ufefff"],
    ["what looks like HTML", `<b>not bold</b> &amp; <script>alert(1)</script> </a>`],
    ["what looks like Markdown", "*no* _no_ `no` [no](http://example.com) ~~no~~ ||no||"],
    ["a message like a template", '{ $pet } {"x"} ${1} %s'],
  ])("shows %s exactly as typed, both ways", async (_name, text) => {
    const before = await lastId(vet);
    await anna.seat.say(text);
    expect(textsIn(await inTopic(before))).toEqual([text]);
    await vet.seat.say(text, { topic: rex.topic });
    const got = (await anna.seat.last())?.text ?? "";
    expect(got.slice(got.indexOf("\n") + 1)).toBe(text);
  });

  /** 4,096 units of emoji without a gap: any cut falls into one, unless care is taken. */
  const LONG = "👩🏽‍⚕️".repeat(585) + "!";
  const broken = (text: string) => /\p{Surrogate}/u.test(text);

  it("splits a text of 4,096 and the vet's name without breaking characters or formatting", async () => {
    const before = await lastId(anna);
    expect(LONG).toHaveLength(4096);
    await vet.seat.act("say", {
      text: LONG,
      topic: rex.topic,
      entities: [{ type: "italic", offset: 0, length: 4096 }],
    });
    const parts = (await anna.seat.messages()).filter(({ id }) => id > before);
    expect(parts.length).toBe(2);
    const italics = parts.map(({ text, message }) => {
      const run = message.entities?.find(({ type }) => type === "italic");
      return run ? text.slice(run.offset, run.offset + run.length) : "";
    });
    expect(italics.join("")).toBe(LONG);
    expect(italics.map(broken)).toEqual([false, false]);
    expect(parts[0]?.text.startsWith("Dr vera-lugova")).toBe(true);
  });

  it("shows a caption of 1,024 whole, after its picture when the vet's name leaves no room", async () => {
    const before = await lastId(anna);
    const caption = "🐾".repeat(512);
    await vet.seat.send("photo", { caption, topic: rex.topic });
    const [picture, words, ...rest] = (await anna.seat.messages()).filter(({ id }) => id > before);
    expect([picture?.kind, picture?.text, words?.kind, rest]).toEqual([
      "photo",
      expect.stringContaining("Dr vera-lugova"),
      "text",
      [],
    ]);
    expect(words?.text.endsWith(caption)).toBe(true);
  });

  it("corrects a message that is still on its way, and shows it once", async () => {
    const before = await lastId(vet);
    await clinic.control.fault({ type: "stall", when: "before", method: "sendMessage", chat: vet.chat });
    const first = await anna.hasty.say("under way");
    const second = await anna.hasty.say("still queued");
    await anna.hasty.edit(first.id, "under way, corrected");
    await anna.hasty.edit(second.id, "queued, corrected");
    await expect
      .poll(() =>
        clinic.core.db.message.count({
          where: { editedAt: { not: null }, conversationId: rex.conversation },
        }),
      )
      .toBe(2);
    await clinic.control.clearFaults();
    await clinic.control.settled();
    expect(textsIn(await inTopic(before))).toEqual(["under way, corrected", "queued, corrected"]);
  });

  it("passes a reply to a message that is nobody's without its quotation", async () => {
    const [welcome] = await anna.seat.messages();
    const before = await lastId(vet);
    await anna.seat.say("Answering the greeting", { replyTo: welcome?.id ?? 0 });
    const [passed, ...rest] = await inTopic(before);
    expect([passed?.text, passed?.replyTo, rest]).toEqual(["Answering the greeting", undefined, []]);
  });

  it.each([
    ["poll", { question: "Which?", options: ["one", "two"] }],
    ["dice", { value: 3 }],
    ["story", {}],
    ["checklist", { title: "List", tasks: ["one"] }],
  ] satisfies [ActName, object][])("says that a %s cannot pass, to both sides", async (kind, input) => {
    const [before, answers] = [await lastId(vet), await lastId(anna)];
    const sent = await anna.seat.act<ActName>(kind, input);
    expect(textsIn(await inTopic(before))).toEqual([]);
    const refused = await anna.seat.last();
    expect([refused?.replyTo, refused?.text]).toEqual([
      sent.messages[0]?.id,
      (await anna.heard("cannot-pass", { what: kind })).at(-1)?.text,
    ]);
    await vet.seat.act<ActName>(kind, { ...input, topic: rex.topic });
    expect((await vet.heard("vet-cannot-pass", { what: kind })).length).toBe(1);
    expect((await anna.seat.messages()).filter(({ id, by }) => by === "bot" && id > answers)).toHaveLength(1);
  });

  it("says that nothing passes after the close, and asks where the next message belongs", async () => {
    const max = await clinic.owner("Max");
    const other = await clinic.taken(max, vet);
    await vet.seat.say("Good day", { topic: other.topic });
    const greeting = await max.seat.waitFor((chat) =>
      chat.messages.findLast(({ text }) => text.endsWith("Good day")),
    );
    await closeByOwner(clinic.core, max.id, other.consultation);
    await clinic.control.advance(0);
    const shown = textsIn(await vet.seat.messages(), other.topic).length;

    await max.seat.say("One more thing", { replyTo: greeting.id });
    const closed = await max.seat.last();
    expect(closed?.text).toBe(label("chat-closed"));
    expect(closed?.buttons.flat().map(({ text }) => text)).toContain(label("chat-reopen"));
    await max.seat.say("Hello?");
    expect(await max.heard("kept-nobody")).toHaveLength(1);
    await max.seat.edit(
      (await max.seat.messages()).find(({ by }) => by === "person")?.id ?? 0,
      "changed afterwards",
    );
    expect(textsIn(await vet.seat.messages(), other.topic)).toHaveLength(shown);

    await vet.seat.say("Are you there?", { topic: other.topic });
    expect(await vet.heard("vet-closed")).toHaveLength(1);
    expect(until("Are you there?")(await max.seat.chat())).toBe(false);
  });
}
