import { describe, expect, test } from "vitest";
import { plain } from "../../../bots/texts.ts";
import { addDog, addPet, addPetWithSex, options, q, type D } from "./flows.ts";
import { channels, Chat, texts, type Channel } from "./person.ts";

/** A person who has answered some questions of `addPet` when its code changes. */
async function deployed(channel: Channel, before: number, flow: (dialog: D) => Promise<void>) {
  const chat = new Chat(channel, { addPet });
  await chat.enter("addPet");
  for (const answer of ["Rex", "dog", "Husky"].slice(0, before)) await chat.say(answer);
  chat.flows = { addPet: flow };
  return chat;
}

describe.each(channels)("a deploy in the middle of a dialog over $channel", (channel) => {
  test("a question inserted before the open one: earlier answers are kept, the new one is asked", async () => {
    const chat = await deployed(channel, 2, addPetWithSex);
    expect(texts(await chat.say("Husky"))).toEqual(["sex?"]);
    expect(texts(await chat.press("he"))).toEqual(["breed?"]);
    await chat.say("Husky");
    await chat.say("2019");
    expect(chat.notes).toEqual(["Rex dog he Husky 2019"]);
  });

  test("a question removed: the open one is asked again and nothing shifts", async () => {
    const chat = await deployed(channel, 2, addDog);
    expect(texts(await chat.say("Husky"))).toEqual(["breed?"]);
    await chat.say("Husky");
    expect(chat.notes).toEqual(["Rex Husky"]);
  });

  test("an answer that is no option any more is asked for again", async () => {
    const chat = new Chat(channel, { addPet });
    await chat.enter("addPet");
    await chat.say("Rex");
    await chat.say("3");
    chat.flows = { addPet: addPetWithSex };
    expect(texts(await chat.say("2019"))).toEqual(["Please choose one of the options below."]);
    expect(texts(await chat.say("1"))).toEqual(["sex?"]);
  });

  test("a number typed against the old list stays the option it meant", async () => {
    const chat = new Chat(channel, { addPet });
    await chat.enter("addPet");
    await chat.say("Rex");
    await chat.say("1");
    chat.flows = {
      async addPet(dialog: D) {
        await dialog.ask(q("name"));
        const kind = await dialog.choose(q("species"), options("cat", "dog"));
        await dialog.ask(q("breed"));
        await dialog.do("save", (core) => core.note(kind));
      },
    };
    await chat.say("Husky");
    expect(chat.notes).toEqual(["dog"]);
  });

  test("an effect inserted before another is not given its result", async () => {
    const ran: string[] = [];
    const price = async (dialog: D) =>
      dialog.do("price", (_core, once) => Promise.resolve((ran.push(once), 100)));
    const chat = new Chat(channel, {
      async order(dialog: D) {
        await price(dialog);
        await dialog.ask(q("sure"));
      },
    });
    await chat.enter("order");
    chat.flows = {
      async order(dialog: D) {
        const discount = await dialog.do("discount", (_core, once) => Promise.resolve((ran.push(once), 5)));
        const full = await price(dialog);
        await dialog.ask(q("sure"));
        await dialog.say(plain(`${full - discount}`));
      },
    };
    expect(texts(await chat.say("yes"))).toEqual(["sure?"]);
    expect(texts(await chat.say("yes"))).toEqual(["95"]);
    expect(ran).toEqual(["dialog-1 do price", "dialog-1 do discount", "dialog-1 do price"]);
  });

  test("a flow that is gone leaves no dialog open", async () => {
    const chat = await deployed(channel, 1, addPet);
    chat.flows = {} as never;
    expect(await chat.say("dog")).toEqual([]);
    await chat.turn(async (dialogs, host) => expect(await dialogs.active(host)).toBeUndefined());
  });
});
