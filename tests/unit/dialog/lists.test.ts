import { describe, expect, test } from "vitest";
import { plain } from "../../../bots/texts.ts";
import { options, q, type D } from "./flows.ts";
import { channels, Chat, labels, logOf, texts } from "./person.ts";

const numbers = Array.from({ length: 20 }, (_, index) => `breed ${index + 1}`);

describe.each(channels)("lists over $channel", (channel) => {
  const breeds = {
    async breeds(dialog: D) {
      const breed = await dialog.choose(q("breed"), options(...numbers), {
        pageSize: 6,
        columns: 2,
        search: true,
      });
      await dialog.do("note", (core) => core.note(breed));
      await dialog.ask(q("end"));
    },
  };

  test("arrows turn pages in the same message, round from the last to the first", async () => {
    const chat = new Chat(channel, breeds);
    const [first] = await chat.enter("breeds");
    expect(first?.rows?.map((row) => row.length)).toEqual([2, 2, 2, 3]);
    expect(first?.text).toContain("type part of a name");
    const [second] = await chat.press("▶");
    expect(second?.edits).toBe(first?.key);
    expect(labels(second)).toEqual([...numbers.slice(6, 12), "◀", "2/4", "▶"]);
    await chat.press("◀");
    const [last] = await chat.press("◀");
    expect(labels(last)).toEqual([...numbers.slice(18), "◀", "4/4", "▶"]);
    await chat.press("▶");
    expect(await chat.press("1/4")).toEqual([]); // already there: nothing to show
    await chat.press("breed 3", first);
    expect(chat.notes).toEqual(["breed 3"]);
  });

  test("turning pages makes the log no longer", async () => {
    const chat = new Chat(channel, breeds);
    await chat.enter("breeds");
    await chat.press("▶");
    const log = logOf(chat);
    for (let n = 0; n < 8; n++) await chat.press("▶");
    expect(logOf(chat)).toEqual(log);
  });

  test("numbers count over all pages; a sign turns the page for those who have no buttons", async () => {
    const chat = new Chat(channel, breeds);
    await chat.enter("breeds");
    const [second] = await chat.say(">");
    expect(second?.rows?.[0]?.[0]?.number).toBe(7);
    expect(second?.edits).toBeUndefined(); // who types looks at the end of the chat
    await chat.say("20");
    expect(chat.notes).toEqual(["breed 20"]);
  });

  test("typing looks for options; a number then means the list found", async () => {
    const chat = new Chat(channel, breeds);
    await chat.enter("breeds");
    const [found] = await chat.say("REED 1");
    expect(found?.text).toContain("Found 11 matches for “REED 1”");
    expect(labels(found)).toEqual(["breed 1", ...numbers.slice(9, 14), "◀", "1/2", "▶", "Show all"]);
    const [page] = await chat.press("▶");
    expect(labels(page)).toContain("breed 15");
    await chat.say("2");
    expect(chat.notes).toEqual(["breed 10"]);
    expect(texts(await chat.say("x"))).toEqual([]);
  });

  test("a search without result says so, and the whole list can be had again", async () => {
    const chat = new Chat(channel, breeds);
    await chat.enter("breeds");
    const [none] = await chat.say("unicorn");
    expect(none?.text).toContain("Nothing found for “unicorn”");
    expect(labels(none)).toContain("breed 1");
    await chat.say("breed 2");
    expect(chat.notes).toEqual(["breed 2"]);
    const other = new Chat(channel, breeds);
    await other.enter("breeds");
    await other.say("eed 20");
    const [all] = await other.press("Show all");
    expect(labels(all)).toContain("1/4");
  });

  test("a carousel edits its message, and a button means the card it stood under", async () => {
    const items = ["one", "two", "three"].map((value) => ({ value, price: value.length }));
    const chat = new Chat(channel, {
      async shop(dialog: D) {
        const { item, action } = await dialog.carousel("shop", items, ({ value }, index) => ({
          text: plain(`Package ${value}`),
          ...(index === 1 && { photo: "17" }),
          actions: options("buy", "more"),
        }));
        await dialog.do("note", (core) => core.note(`${action} ${item.value} ${item.price}`));
      },
    });
    const [one] = await chat.enter("shop");
    expect(labels(one)).toEqual(["◀", "1/3", "▶", "buy", "more"]);
    const [two] = await chat.press("▶");
    expect(two).toMatchObject({ text: "Package two", photo: "17", edits: one?.key });
    const [hint] = await chat.say("what?");
    expect(hint).toMatchObject({ text: expect.stringContaining("Package two"), photo: "17" });
    const [three] = await chat.press("▶");
    expect(three).toMatchObject({ text: "Package three", edits: hint?.key });
    await chat.press("more", two);
    expect(chat.notes).toEqual(["more two 3"]);
    await chat.enter("shop");
    await chat.say("<");
    await chat.say("1");
    expect(chat.notes.at(-1)).toBe("buy three 5");
  });
});
