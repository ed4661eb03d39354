import { describe, expect, test } from "vitest";
import { t } from "../../../bots/texts.ts";
import { addDog, addPet, options, q, type D } from "./flows.ts";
import { channels, Chat, labels, texts } from "./person.ts";

describe.each(channels)("dialog over $channel", (channel) => {
  test("asks, takes answers and runs the effect once, with a restart before every message", async () => {
    const chat = new Chat(channel, { addPet });
    expect(texts(await chat.enter("addPet"))).toEqual(["name?"]);
    expect(texts(await chat.say("Rex"))).toEqual(["species?"]);
    expect(texts(await chat.press("dog"))).toEqual(["breed?"]);
    expect(texts(await chat.say("Husky"))).toEqual(["born?"]);
    expect(texts(await chat.say("2019"))).toEqual(["Saved Rex"]);
    expect(chat.notes).toEqual(["Rex dog Husky 2019"]);
    expect(chat.open).toBe(false);
  });

  test("steps of a loop are told apart", async () => {
    const chat = new Chat(channel, {
      async loop(dialog: D) {
        const names: string[] = [];
        while (names.length < 3) names.push(await dialog.ask(q("name")));
        await dialog.do("note", (core) => core.note(names.join(" ")));
      },
    });
    await chat.enter("loop");
    const question = chat.shown.at(-1)?.of;
    for (const name of ["Rex", "Tom"]) await chat.say(name);
    expect(chat.shown.at(-1)?.of).not.toBe(question);
    await chat.say("Kim");
    expect(chat.notes).toEqual(["Rex Tom Kim"]);
  });

  test("entering in the middle replaces the open dialog; leaving drops it", async () => {
    const chat = new Chat(channel, { addPet, addDog });
    await chat.enter("addPet");
    await chat.say("Rex");
    await chat.turn(async (dialogs, host) => expect(await dialogs.active(host)).toBe("addPet"));
    expect(texts(await chat.enter("addDog"))).toEqual(["name?"]);
    await chat.say("Tom");
    await chat.turn(async (dialogs, host) => {
      expect(await dialogs.active(host)).toBe("addDog");
      expect(await dialogs.leave(host)).toBe(true);
      expect(await dialogs.leave(host)).toBe(false);
      expect(await dialogs.answer(host, { kind: "text", text: "hi" })).toBe("none");
    });
    expect(chat.open).toBe(false);
  });

  test("arguments of a flow survive restarts", async () => {
    const chat = new Chat(channel, {
      async edit(dialog: D, pet: string, fields: readonly string[]) {
        await dialog.ask(q("name"));
        await dialog.do("note", (core) => core.note(`${pet} ${fields.join("+")}`));
      },
    });
    await chat.enter("edit", "pet-1", ["name", "breed"]);
    await chat.say("Rex");
    expect(chat.notes).toEqual(["pet-1 name+breed"]);
  });

  test("goes on in the language just chosen, and knows the person as of then", async () => {
    const chat = new Chat(channel, {
      async language(dialog: D) {
        const { locale } = await dialog.person();
        const chosen = await dialog.choose(q("language"), options("ru", "en"));
        dialog.speak(chosen);
        await dialog.confirm(q("sure"));
        await dialog.say(t(locale === "en" ? "dialog-need-text" : "dialog-need-pick"));
      },
    });
    await chat.enter("language");
    const [sure] = await chat.press("ru");
    expect(labels(sure)).toEqual(["Да", "Нет", "← Назад"]);
    chat.person = { locale: "ru", zone: "Europe/Moscow" };
    expect(texts(await chat.press("Да"))).toEqual([expect.stringContaining("словами")]);
  });

  test("a state that cannot be read is no dialog", async () => {
    const chat = new Chat(channel, { addPet });
    chat.state = JSON.stringify({ some: "other form" });
    expect(await chat.say("hi")).toEqual([]);
    expect(texts(await chat.enter("addPet"))).toEqual(["name?"]);
  });
});
