import { describe, expect, test } from "vitest";
import { plain } from "../../../bots/texts.ts";
import { addPet, options, q, type D } from "./flows.ts";
import { channels, Chat, labels, texts } from "./person.ts";

describe.each(channels)("back over $channel", (channel) => {
  test("returns to the question before, by button and by word, and forgets its answer", async () => {
    const chat = new Chat(channel, { addPet });
    const [first] = await chat.enter("addPet");
    expect(labels(first)).toEqual([]);
    await chat.say("Rex");
    await chat.press("dog");
    expect(texts(await chat.press("← Back"))).toEqual(["species?"]);
    expect(texts(await chat.say("Назад"))).toEqual(["name?"]);
    expect(texts(await chat.send({ kind: "back" }))).toEqual([expect.stringContaining("first step")]);
    await chat.say("Tom");
    await chat.press("parrot");
    await chat.say("2020");
    expect(chat.notes).toEqual(["Tom parrot - 2020"]);
  });

  const booking = {
    async booking(dialog: D) {
      await dialog.ask(q("day"));
      await dialog.do("hold", (core) => core.note("held"));
      await dialog.ask(q("name"));
      await dialog.ask(q("phone"));
    },
  };

  test("shows a list or a carousel as it was left, also after a restart and without end", async () => {
    const items = ["one", "two", "three"].map((value) => ({ value }));
    const chat = new Chat(channel, {
      async shop(dialog: D) {
        await dialog.ask(q("name"));
        await dialog.carousel("cards", items, ({ value }) => ({
          text: plain(`Card ${value}`),
          actions: [{ value: "look", label: plain(`Look at ${value}`) }],
        }));
        await dialog.choose(q("page"), options("a", "b", "c", "d", "e"), { pageSize: 2, search: true });
        await dialog.ask(q("last"));
      },
    });
    await chat.enter("shop");
    await chat.say("Rex");
    await chat.press("▶");
    await chat.press("Look at two");
    await chat.press("▶");
    await chat.press("c");
    const [page] = await chat.press("← Back");
    expect(labels(page).slice(0, 2)).toEqual(["c", "d"]);
    const [card] = await chat.press("← Back");
    expect(card?.text).toBe("Card two");
    expect(texts(await chat.press("▶", card))).toEqual(["Card three"]);
    await chat.press("Look at three");
    expect(texts(await chat.press("← Back"))).toEqual(["Card three"]);
    // Further back and on again it begins anew: it is another question by then.
    expect(texts(await chat.press("← Back"))).toEqual(["name?"]);
    expect(texts(await chat.say("Tom"))).toEqual(["Card one"]);
  });

  test("never leads past a committed effect", async () => {
    const chat = new Chat(channel, booking);
    await chat.enter("booking");
    const [name] = await chat.say("Monday");
    expect(labels(name)).toEqual([]);
    expect(texts(await chat.send({ kind: "back" }))).toEqual([expect.stringContaining("already saved")]);
    await chat.say("Anna");
    expect(texts(await chat.press("← Back"))).toEqual(["name?"]);
    expect(texts(await chat.send({ kind: "back" }))).toEqual([expect.stringContaining("already saved")]);
    expect(chat.notes).toEqual(["held"]);
  });

  test("leads past a read, which is then read anew", async () => {
    const reads: string[] = [];
    const chat = new Chat(channel, {
      async look(dialog: D) {
        const day = await dialog.ask(q("day"));
        const free = await dialog.read("free", () => Promise.resolve((reads.push(day), [`${day} 10:00`])));
        await dialog.choose(q("slot"), options(...free));
        await dialog.ask(q("name"));
      },
    });
    await chat.enter("look");
    await chat.say("Monday");
    expect(texts(await chat.press("← Back"))).toEqual(["day?"]);
    const [slot] = await chat.say("Tuesday");
    expect(labels(slot)).toContain("Tuesday 10:00");
    await chat.press("Tuesday 10:00");
    expect(reads).toEqual(["Monday", "Tuesday"]);
  });
});
