import { describe, expect, test } from "vitest";
import { lines, plain } from "../../../bots/texts.ts";
import { q, type D } from "./flows.ts";
import { channels, Chat, texts } from "./person.ts";

describe.each(channels)("effects over $channel", (channel) => {
  test("one that fails cancels the turn, and the same message sent again goes through", async () => {
    let broken = true;
    const chat = new Chat(channel, {
      async order(dialog: D) {
        await dialog.ask(q("name"));
        await dialog.say(plain("Working on it"));
        try {
          await dialog.do("save", (core) => {
            if (broken) throw new TypeError("the database is down");
            return core.note("saved");
          });
        } catch {
          await dialog.say(plain("A flow never sees the failure"));
        }
        await dialog.ask(q("more"));
      },
    });
    await chat.enter("order");
    const { state } = chat;
    await expect(chat.say("Anna")).rejects.toThrow(/the database is down/);
    expect([chat.state, chat.notes, texts(chat.shown)]).toEqual([state, [], ["name?"]]);
    broken = false;
    expect(texts(await chat.say("Anna"))).toEqual(["Working on it", "more?"]);
    expect(chat.notes).toEqual(["saved"]);
  });

  test("what was shown before is not drawn again at each answer", async () => {
    const drawn: string[] = [];
    const label = {
      get plain() {
        drawn.push("dog");
        return "dog";
      },
    };
    const chat = new Chat(channel, {
      async long(dialog: D) {
        await dialog.say(lines([label]));
        await dialog.choose(q("species"), [{ value: "dog", label }]);
        await dialog.ask(q("name"));
        await dialog.ask(q("breed"));
      },
    });
    await chat.enter("long");
    await chat.press("dog");
    const before = drawn.length;
    expect(before).toBeGreaterThan(1);
    expect(texts(await chat.say("Rex"))).toEqual(["breed?"]);
    expect(drawn).toHaveLength(before);
  });

  test("a failure in the very first step leaves no dialog", async () => {
    const chat = new Chat(channel, {
      broken: (dialog: D) => dialog.do("save", () => Promise.reject(new Error("down"))),
    });
    await expect(chat.enter("broken")).rejects.toThrow("down");
    expect(chat.open).toBe(false);
  });

  test("a flow that throws cancels the turn", async () => {
    const chat = new Chat(channel, {
      async odd(dialog: D) {
        await dialog.ask(q("name"));
        throw new Error("a mistake in the flow");
      },
    });
    await chat.enter("odd");
    const { state } = chat;
    await expect(chat.say("Anna")).rejects.toThrow("a mistake in the flow");
    expect(chat.state).toBe(state);
  });

  test("results look the same before and after a restart", async () => {
    const seen: unknown[] = [];
    const chat = new Chat(channel, {
      async look(dialog: D) {
        seen.push(
          await dialog.read("row", () => Promise.resolve({ at: new Date(0), none: undefined, list: [1] })),
        );
        seen.push(await dialog.read("nothing", () => Promise.resolve(undefined)));
        await dialog.ask(q("name"));
      },
    });
    await chat.enter("look");
    await chat.say("Anna");
    expect(seen.slice(0, 2)).toEqual([{ at: "1970-01-01T00:00:00.000Z", list: [1] }, undefined]);
    expect(seen.slice(2)).toEqual(seen.slice(0, 2));
  });

  test("an effect has the same idempotency key each time it is tried, and another in each turn of a loop", async () => {
    const keys: string[] = [];
    let broken = true;
    const chat = new Chat(channel, {
      async order(dialog: D) {
        for (const n of [1, 2]) {
          await dialog.do("save", (_core, once) => {
            keys.push(once);
            if (broken && n === 2) throw new Error("down");
            return Promise.resolve(n);
          });
        }
      },
    });
    await expect(chat.enter("order")).rejects.toThrow("down");
    broken = false;
    await chat.enter("order");
    expect(keys).toEqual([
      "dialog-1 do save",
      "dialog-1 do save#2",
      "dialog-1 do save",
      "dialog-1 do save#2",
    ]);
  });
});
