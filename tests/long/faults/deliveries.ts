import { beforeAll, expect, it } from "vitest";
import { label, type Somebody } from "./somebody.ts";
import { type Case, type Clinic, type Owner, SECOND } from "./support.ts";

/** What Telegram does to what we send. */
export function deliveries(clinic: Clinic): void {
  let anna: Owner;
  let max: Owner;
  let vet: Somebody;
  let rex: Case;
  let tom: Case;
  beforeAll(async () => {
    anna = await clinic.owner("Anna");
    max = await clinic.owner("Max");
    vet = await clinic.vet("vera-lugova");
    rex = await clinic.taken(anna, vet);
    tom = await clinic.taken(max, vet);
  });

  const order = async (who: Somebody, words: readonly string[]) =>
    (await who.seat.messages()).flatMap(({ by, text }) =>
      by === "bot" ? words.filter((each) => text.endsWith(`\n${each}`)) : [],
    );

  it("tells the vet that an owner has stopped the bot; Retry sends it once, however often pressed", async () => {
    await anna.seat.block();
    const sent = await vet.seat.say("How is Rex?", { topic: rex.topic });
    const [told, ...more] = await vet.heard("desk-not-delivered", { reason: "blocked" });
    expect([told?.replyTo, told?.topic, more]).toEqual([sent.id, rex.topic, []]);
    const again = told?.buttons.flat()[0];
    if (!told || again?.type !== "callback") throw new Error("no way to try again");

    // Still blocked: told once more, not silently lost.
    await vet.seat.press(again.text, { message: told.id });
    expect(await vet.heard("desk-not-delivered", { reason: "blocked" })).toHaveLength(1);
    await anna.seat.unblock();
    const [second] = await vet.heard("desk-not-delivered", { reason: "blocked" });
    await vet.hasty.press(again.text, { message: second?.id ?? 0 });
    const [button] = second?.buttons.flat() ?? [];
    if (button?.type !== "callback") throw new Error("no way to try again");
    for (const { message, data } of [
      { message: second?.id ?? 0, data: button.data },
      { message: told.id, data: again.data },
    ])
      await vet.seat.act("press", { stale: true, message, data });
    expect(await anna.shown("How is Rex?")).toHaveLength(1);
  });

  it("waits where Telegram says to, in order, while nobody else does", async () => {
    await clinic.control.fault({ type: "error", code: 429, retryAfter: 30, chat: anna.chat });
    await vet.seat.say("First", { topic: rex.topic });
    await vet.seat.say("Second", { topic: rex.topic });
    await vet.seat.say("To Max", { topic: tom.topic });
    expect(await max.shown("To Max")).toHaveLength(1);
    expect(await anna.shown("First")).toEqual([]);
    await clinic.control.advance(29 * SECOND);
    expect(await order(anna, ["First", "Second"])).toEqual([]);
    await clinic.control.advance(2 * SECOND);
    expect(await order(anna, ["First", "Second"])).toEqual(["First", "Second"]);
  });

  it("tries again after server errors until it is through, once", async () => {
    await clinic.control.fault({ type: "error", code: 502, chat: anna.chat, times: 3 });
    await vet.seat.say("Through the storm", { topic: rex.topic });
    await clinic.control.fault({ type: "error", code: 500, chat: vet.chat, times: 2 });
    await anna.seat.say("Here too");
    for (const _ of [1, 2, 3]) await clinic.control.advance(6 * SECOND);
    expect(await anna.shown("Through the storm")).toHaveLength(1);
    expect(await vet.shown("Here too")).toHaveLength(1);
  });

  it("fetches a file again that Telegram could not give", async () => {
    const photos = async () =>
      (await vet.seat.messages()).filter(({ by, kind }) => by === "bot" && kind === "photo");
    const before = (await photos()).length;
    await clinic.control.fault({ type: "reset", when: "before", method: "download" });
    await clinic.control.fault({ type: "error", code: 502, method: "getFile" });
    await anna.seat.send("photo");
    for (const seconds of [2, 3, 5]) await clinic.control.advance(seconds * SECOND);
    expect((await photos()).length).toBe(before + 1);
  });

  it.each([
    ["never arrived", "before", 1],
    ["had arrived", "after", 2],
  ] as const)("repeats once what %s when the line broke", async (name, when, copies) => {
    const words = `The line broke: ${name}`;
    await clinic.control.fault({ type: "reset", when, chat: anna.chat });
    await vet.seat.say(words, { topic: rex.topic });
    await clinic.control.advance(6 * SECOND);
    expect(await anna.shown(words)).toHaveLength(copies);
    expect(await vet.heard("desk-uncertain")).toEqual([]);
    // A reply to either copy finds its way.
    const copy = (await anna.shown(words)).at(-1);
    await anna.seat.say(`Yes: ${name}`, { replyTo: copy?.id ?? 0 });
    expect(await vet.shown(`Yes: ${name}`)).toHaveLength(1);
  });

  it("says that it does not know when the line breaks twice; sent again at the vet's word", async () => {
    await clinic.control.fault({ type: "reset", when: "before", chat: anna.chat, times: 2 });
    const sent = await vet.seat.say("Did you get this?", { topic: rex.topic });
    await clinic.control.advance(6 * SECOND);
    const [uncertain] = await vet.heard("desk-uncertain");
    expect(uncertain?.replyTo).toBe(sent.id);
    expect(await anna.shown("Did you get this?")).toEqual([]);
    await vet.seat.press(uncertain?.buttons.flat()[0]?.text ?? "", { message: uncertain?.id ?? 0 });
    expect(await anna.shown("Did you get this?")).toHaveLength(1);
  });

  it("tells the owner in the same way", async () => {
    await vet.seat.block();
    const sent = await anna.seat.say("Are you still there?");
    const [told] = await anna.heard("not-delivered", { reason: "blocked" });
    expect(told?.replyTo).toBe(sent.id);
    await vet.seat.unblock();
    await anna.seat.press(label("retry"), { message: told?.id ?? 0 });
    expect(await vet.shown("Are you still there?")).toHaveLength(1);
  });
}
