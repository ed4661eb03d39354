import { describe, expect, test } from "vitest";
import { addPet } from "./flows.ts";
import { channels, Chat, texts } from "./person.ts";

describe.each(channels)("old buttons over $channel", (channel) => {
  test("one of another question is refused with a hint", async () => {
    const chat = new Chat(channel, { addPet });
    await chat.enter("addPet");
    const [species] = await chat.say("Rex");
    await chat.press("dog", species);
    const [hint] = await chat.press("cat", species);
    expect(hint?.text).toContain("earlier question");
    expect(texts(await chat.say("Husky"))).toEqual(["born?"]);
  });

  test("the same one tapped twice is passed over in silence", async () => {
    const chat = new Chat(channel, { addPet });
    await chat.enter("addPet");
    const [species] = await chat.say("Rex");
    await chat.press("dog", species);
    expect(await chat.press("dog", species)).toEqual([]);
    expect(texts(await chat.say("Husky"))).toEqual(["born?"]);
  });

  test("one of an earlier run of the same flow is refused", async () => {
    const chat = new Chat(channel, { addPet });
    await chat.enter("addPet");
    const [species] = await chat.say("Rex");
    const old = chat.turn.bind(chat);
    chat.turn = (work) => old((dialogs, host) => work(dialogs, { ...host, ids: () => "dialog-2" }));
    await chat.enter("addPet");
    await chat.say("Rex");
    expect((await chat.press("dog", species))[0]?.text).toContain("earlier question");
  });

  test("one that comes when nothing is open does nothing", async () => {
    const chat = new Chat(channel, { addPet });
    await chat.enter("addPet");
    const [species] = await chat.say("Rex");
    await chat.turn((dialogs, host) => dialogs.leave(host));
    expect(await chat.press("dog", species)).toEqual([]);
  });
});
