import { describe, expect, test } from "vitest";
import { t } from "../../../bots/texts.ts";
import { addPet, media, q, year, type D } from "./flows.ts";
import { channels, Chat, labels, logOf, texts } from "./person.ts";

describe.each(channels)("answers over $channel", (channel) => {
  test("an option is picked by its number and by its label, whatever the case", async () => {
    for (const [word, kind] of [
      ["2", "cat"],
      ["CAT", "cat"],
      ["1.", "dog"],
    ] as const) {
      const chat = new Chat(channel, { addPet });
      await chat.enter("addPet");
      await chat.say("Rex");
      await chat.say(word);
      await chat.say("Husky");
      await chat.say("2019");
      expect(chat.notes).toEqual([`Rex ${kind} Husky 2019`]);
    }
  });

  test("a label is understood in any language", async () => {
    const chat = new Chat(channel, {
      async sure(dialog: D) {
        const sure = await dialog.confirm(q("sure"));
        await dialog.do("note", (core) => core.note(String(sure)));
      },
    });
    await chat.enter("sure");
    await chat.say("да!");
    await chat.enter("sure");
    await chat.say("no");
    expect(chat.notes).toEqual(["true", "false"]);
  });

  test("a bad answer gets a hint and does not enter the log", async () => {
    const chat = new Chat(channel, { addPet });
    await chat.enter("addPet");
    const log = logOf(chat);
    expect(texts(await chat.send({ kind: "other" }))).toEqual([expect.stringContaining("in words")]);
    await chat.send({ kind: "media", media: [media("1", "sticker")] });
    await chat.say("   ");
    expect(logOf(chat)).toEqual(log);
    await chat.say("Rex");
    expect(texts(await chat.say("dragon"))).toEqual(["Please choose one of the options below."]);
    await chat.press("parrot");
    expect(texts(await chat.say("long ago"))).toEqual(["A year, please: 2019."]);
    expect(texts(await chat.say("2019"))).toEqual(["Saved Rex"]);
  });

  test("a hint to a choice brings its buttons along", async () => {
    const chat = new Chat(channel, { addPet });
    await chat.enter("addPet");
    await chat.say("Rex");
    const [hint] = await chat.say("dragon");
    expect(labels(hint)).toEqual(["dog", "cat", "parrot", "← Back"]);
    expect(texts(await chat.press("cat", hint))).toEqual(["breed?"]);
  });

  test("skip: by button, by word; not where an answer is needed", async () => {
    const chat = new Chat(channel, {
      async born(dialog: D) {
        const born = await dialog.ask(q("born"), year, { skip: true });
        const chip = await dialog.ask(q("chip"), undefined, { skip: t("dialog-no") });
        await dialog.do("note", (core) => core.note(`${born} ${chip}`));
        await dialog.ask(q("name"));
      },
    });
    const [born] = await chat.enter("born");
    expect(labels(born)).toEqual(["Skip"]);
    await chat.press("Skip");
    await chat.say("нет");
    expect(chat.notes).toEqual(["undefined undefined"]);
  });

  test("suggestions are pressed or replaced by other words", async () => {
    const long = "x".repeat(80);
    const chat = new Chat(channel, {
      async name(dialog: D) {
        const name = await dialog.ask(q("name"), (words) => words.toUpperCase(), { suggest: ["Anna", long] });
        await dialog.do("note", (core) => core.note(name));
      },
    });
    for (const label of ["Anna", long]) {
      await chat.enter("name");
      await chat.press(label);
    }
    await chat.enter("name");
    await chat.say("kim");
    expect(chat.notes).toEqual(["ANNA", long.toUpperCase(), "KIM"]);
  });
});
