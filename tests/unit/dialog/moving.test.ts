import { describe, expect, test } from "vitest";
import { plain } from "../../../bots/texts.ts";
import { addPet, addPetWithSex, options, q, type D } from "./flows.ts";
import { buttons, channels, Chat, labels, texts, type Channel } from "./person.ts";

/** Everything a dialog may be in the middle of, one after another. */
const items = ["one", "two", "three"].map((value) => ({ value }));
async function everything(dialog: D) {
  const nothing = await dialog.read("nothing", () => Promise.resolve(undefined));
  const name = await dialog.ask(q("name"), (words) => nothing ?? words);
  await dialog.say(plain(`Hello ${name}`));
  const kind = await dialog.choose(q("species"), options("dog", "cat"));
  const count = await dialog.read("count", (core) => Promise.resolve(core.notes.length));
  const { item } = await dialog.carousel("cards", items, ({ value }) => ({
    text: plain(`Card ${value}`),
    actions: [{ value: "take", label: plain(`Take ${value}`) }],
  }));
  const number = await dialog.do("number", (core) => core.note(`${name} ${kind} ${item.value}`));
  const phone = await dialog.askContact(q("phone"));
  const photo = await dialog.askMedia(q("photo"), ["photo"], { skip: true });
  await dialog.do("end", (core) => core.note([phone.phone, photo?.ref ?? "none", count, number].join(" ")));
  await dialog.say(plain("Done"));
}

type Act = (chat: Chat<{ everything: typeof everything }>) => Promise<unknown>;
const acts: readonly Act[] = [
  (chat) => chat.say("Rex"),
  (chat) => chat.press("cat"),
  (chat) => chat.press("▶"),
  (chat) => chat.press("Take two"),
  (chat) => chat.send({ kind: "contact", phone: "+79990001122", own: true }),
  (chat) => chat.send({ kind: "media", media: [{ kind: "photo", ref: "7" }] }),
];

const [telegram, replay] = channels as readonly [Channel, Channel];
const pairs = [
  { from: telegram, to: replay },
  { from: replay, to: telegram },
];

describe.each(pairs)("a dialog begun over $from.channel", ({ from, to }) => {
  test.each(acts.map((_, step) => step))("goes on over the other after %i answers", async (step) => {
    const chat = new Chat(from, { everything });
    await chat.enter("everything");
    for (const act of acts.slice(0, step)) await act(chat);
    chat.channel = to;
    for (const act of acts.slice(step)) await act(chat);
    expect(chat.notes).toEqual(["Rex cat two", "+79990001122 7 0 1"]);
    expect(chat.open).toBe(false);
  });

  test("may change places at each step", async () => {
    const chat = new Chat(from, { everything });
    await chat.enter("everything");
    for (const act of acts) {
      await chat.moveTo(chat.channel === from ? to : from);
      await act(chat);
    }
    expect(chat.notes).toEqual(["Rex cat two", "+79990001122 7 0 1"]);
  });

  test("shows the open question there, with its buttons, and nothing else again", async () => {
    const chat = new Chat(from, { everything });
    await chat.enter("everything");
    await chat.say("Rex");
    const shown = await chat.moveTo(to);
    expect(texts(shown)).toEqual(["species?"]);
    expect(labels(shown[0])).toEqual(["dog", "cat", "← Back"]);
    // As often as one likes: nothing piles up in the log.
    const { state } = chat;
    await chat.moveTo(from);
    await chat.moveTo(to);
    expect(chat.state?.length).toBeLessThanOrEqual((state?.length ?? 0) + 1);
    await chat.press("dog");
    expect(chat.notes).toEqual([]);
  });

  test("shows the card that was on show, and edits nothing that stands elsewhere", async () => {
    const chat = new Chat(from, { everything });
    await chat.enter("everything");
    await chat.say("Rex");
    await chat.press("dog");
    await chat.press("▶");
    const [card] = await chat.moveTo(to);
    expect(card).toMatchObject({ text: "Card two" });
    expect(card?.edits).toBeUndefined();
    const [next] = await chat.press("▶", card);
    expect(next).toMatchObject({ text: "Card three", edits: card?.key });
  });

  test("takes an effect for done, and nobody goes back past it", async () => {
    const chat = new Chat(from, { everything });
    await chat.enter("everything");
    for (const act of acts.slice(0, 4)) await act(chat);
    const [phone] = await chat.moveTo(to);
    expect(phone?.request?.kind).toBe("contact");
    expect(buttons(phone ?? { text: "" })).toEqual([]);
    expect(texts(await chat.send({ kind: "back" }))).toEqual([expect.stringContaining("already saved")]);
    expect(chat.notes).toEqual(["Rex dog two"].map((note) => note.replace("dog", "cat")));
  });

  test("takes a deploy on the way", async () => {
    const chat = new Chat(from, { addPet });
    await chat.enter("addPet");
    await chat.say("Rex");
    await chat.say("dog");
    chat.flows = { addPet: addPetWithSex };
    expect(texts(await chat.moveTo(to))).toEqual(["sex?"]);
    await chat.press("he");
    await chat.say("Husky");
    await chat.say("2019");
    expect(chat.notes).toEqual(["Rex dog he Husky 2019"]);
  });
});
