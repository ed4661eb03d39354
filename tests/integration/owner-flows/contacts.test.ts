import { describe, expect, it } from "vitest";
import { ownerChat, textOf } from "../../support/owner-chat.ts";
import { ownerFlows } from "./rig.ts";

const { core, annasChat } = await ownerFlows();

describe("answers and contacts", () => {
  it("the FAQ lists questions and answers one, without an account", async () => {
    const chat = ownerChat(core, "1");
    await chat.say("ℹ️ FAQ and contacts");
    const [list] = await chat.press("Common questions");
    const question = list?.buttons[0] ?? "";
    const [answer] = await chat.press(question);
    expect(answer?.text.startsWith(question)).toBe(true);
    const [again] = await chat.press("← Back");
    expect(again?.buttons).toEqual(list?.buttons);
    await chat.press(question);
    expect((await chat.press("That didn't help"))[0]?.buttons).toEqual(["🛟 Write to support"]);
  });

  it.each([
    ["2026-11-23T12:00:00Z", "🟢 Open now"],
    ["2026-11-23T20:00:00Z", "Closed now, opens 24 November at 08:00"],
  ])("the contacts at %s say %s", async (now, says) => {
    core.clock.set(new Date(now));
    const chat = ownerChat(core, "1");
    await chat.say("ℹ️ FAQ and contacts");
    const [contacts] = await chat.press("Contacts");
    expect(contacts?.text).toContain(says);
    expect(contacts?.text).toContain(
      "Opening hours (Moscow Time):\nMon–Fri: 08:00–22:00\nSat–Sun: 09:00–21:00",
    );
    expect(contacts?.text).toContain("+7 495 000 00 01");
  });

  it("the hours are told by the clock of who asks", async () => {
    core.clock.set(new Date("2026-11-23T20:00:00Z"));
    const chat = await annasChat();
    await chat.say("ℹ️ FAQ and contacts");
    expect(textOf(await chat.press("Contacts"))).toContain("opens 24 November at 10:00");
  });

  it("the legal documents open one after another", async () => {
    const chat = ownerChat(core, "1");
    await chat.say("ℹ️ FAQ and contacts");
    await chat.press("Documents");
    const shown = await chat.press("Privacy");
    expect(textOf(shown)).toContain("SAMPLE");
    expect(textOf(await chat.press("Done"))).toContain("All right");
  });
});
