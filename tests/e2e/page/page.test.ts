import type { Locator, Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { connect } from "../../../sandbox/control/client.ts";
import { stageForFile } from "./stage.ts";

const stage = await stageForFile();

// One visit for all: a reset is what a newcomer sees, and most of the time of a visit is loading.
const page: Page = await stage.visit();
const owner = page.locator("#part-owner");
const vet = page.locator("#part-vet");

beforeEach(async () => {
  await stage.sandbox.reset();
  // The page hands out both phones anew; what it shows before that is what was.
  await vi.waitUntil(async () => (await stage.sandbox.state()).chats.length === 2, { timeout: 8000 });
  await owner.getByRole("button", { name: "Start" }).waitFor();
  await vet.getByRole("button", { name: "Start" }).waitFor();
});

afterAll(() => stage.leave(page));

/** Waits until it is there to be seen (or gone). */
async function seen(what: Locator, state: "visible" | "detached" = "visible"): Promise<boolean> {
  await what.waitFor({ state });
  return true;
}

const bubble = (part: Locator, text: string): Locator => part.locator(".message", { hasText: text });

async function begin(): Promise<void> {
  await owner.getByRole("button", { name: "Start" }).click();
  await owner.getByRole("button", { name: "Toast" }).waitFor();
}

async function beginVet(): Promise<void> {
  await vet
    .getByRole("button", { name: /Maria Green/ })
    .last()
    .click();
  await vet.getByRole("tab", { name: /Rex/ }).waitFor();
}

async function write(part: Locator, text: string): Promise<void> {
  await part.getByRole("textbox", { name: "Message" }).fill(text);
  await part.getByRole("textbox", { name: "Message" }).press("Enter");
}

async function attach(part: Locator, name: string): Promise<void> {
  await part.getByRole("button", { name: "Attach" }).click();
  await part.getByRole("menuitem", { name, exact: true }).first().click();
}

async function menuOf(message: Locator, item: string): Promise<void> {
  await message.hover();
  await message.getByRole("button", { name: "What to do with this message" }).click();
  await message.getByRole("menuitem", { name: item, exact: true }).click();
}

/** The next answer to a request of the page arrives late. */
async function holdBack(address: string): Promise<{ begun: Promise<void>; goOn(): void }> {
  let goOn = (): void => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  let begin = (): void => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  await page.route(
    address,
    async (route) => {
      const response = await route.fetch();
      begin();
      await held;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  return { begun, goOn };
}

describe("the owner's phone", () => {
  it("begins with what the bot says of itself and its start button", async () => {
    await owner.getByText("A vet in your pocket.").waitFor();
    await begin();
    await bubble(owner, "Hello! A vet answers you here.").waitFor();
    expect(await seen(owner.getByRole("button", { name: "Buy a consultation" }))).toBe(true);
  });

  it("shows a chat that another window opened while the whole was being read", async () => {
    // The last of what is read with the whole, and read by nothing else.
    const reading = await holdBack("**/page/setup");
    await stage.sandbox.reset();
    await reading.begun;
    const heard = ["100/5001", "200/5101"].map((chat) => page.waitForResponse(`**/api/chats/${chat}?`));
    const other = await stage.visit();
    for (const answer of await Promise.all(heard)) await answer.finished();
    reading.goOn();
    await other.locator("#part-vet").getByRole("button", { name: "Start" }).waitFor();
    await stage.leave(other);
    await begin();
    expect(await seen(bubble(owner, "Hello! A vet answers you here."))).toBe(true);
  });

  it("sends by Enter, breaks the line by Shift+Enter, and shows the answer with its quotation and bold words", async () => {
    await begin();
    const field = owner.getByRole("textbox", { name: "Message" });
    await field.fill("first");
    await field.press("Shift+Enter");
    await field.pressSequentially("second");
    await field.press("Enter");
    const answer = bubble(owner, "You said: first").last();
    await answer.getByText("You said", { exact: true }).waitFor();
    expect(await answer.locator("strong", { hasText: "You said" }).count()).toBe(1);
    await answer.locator(".quote").click();
    await owner.locator(".message.mine.lit", { hasText: "first" }).waitFor();
  });

  it("shows a toast, a window and an edited message where a button is pressed", async () => {
    await begin();
    await owner.getByRole("button", { name: "Toast" }).click();
    await owner.getByText("Done, have a look").waitFor();
    await owner.getByRole("button", { name: "Window" }).click();
    await page.getByRole("dialog", { name: "Pawline" }).getByText("Read this first").waitFor();
    await page.getByRole("button", { name: "OK" }).click();
    await owner.getByRole("button", { name: "Next" }).click();
    expect(await seen(bubble(owner, "Page 2").getByText("edited"))).toBe(true);
  });

  it("presses the buttons below the field, the contact one too", async () => {
    await begin();
    await owner.getByRole("button", { name: "My pets" }).click();
    await bubble(owner, "You said: My pets").waitFor();
    await owner.getByRole("button", { name: "Share contact" }).click();
    await owner.locator(".message.theirs .contact", { hasText: "Anna" }).waitFor();
    await owner.getByRole("button", { name: "Buttons below the field" }).click();
    expect(await seen(owner.locator(".reply-keyboard"), "detached")).toBe(true);
  });

  it("edits, deletes, reacts, and shows the reactions of both sides", async () => {
    await begin();
    await write(owner, "one");
    await bubble(owner, "You said: one").waitFor();
    const mine = owner.locator(".message.mine", { hasText: "one" });
    await menuOf(mine, "Edit");
    await write(owner, "two");
    await bubble(owner, "Edited to two").waitFor();
    await owner.locator(".message.mine", { hasText: "two" }).getByText("edited").waitFor();

    const answer = bubble(owner, "Edited to two");
    await answer.hover();
    await answer.getByRole("button", { name: "What to do with this message" }).click();
    await answer.getByRole("menuitemradio", { name: "React with 👍" }).click();
    await answer.getByRole("button", { name: /Your reaction 👍/ }).waitFor();
    await answer.getByRole("img", { name: /Their reaction ❤/ }).waitFor();

    await menuOf(owner.locator(".message.mine", { hasText: "two" }), "Delete");
    expect(await seen(owner.locator(".message.mine", { hasText: "two" }), "detached")).toBe(true);
  });

  it("shows what became of a message far back in the chat", async () => {
    await begin();
    const anna = (await stage.sandbox.state()).people.find(({ id }) => id === 5001);
    if (!anna) throw new Error("nobody holds the phone");
    const seat = connect(stage.url, { settle: false }).knownPerson(anna).at("pawline_bot");
    const first = await seat.say("the very first");
    // A page of the chat is 200 messages, and each of these is answered.
    for (let index = 0; index < 110; index += 1) await seat.say(`more ${index}`);
    await bubble(owner, "You said: more 109").waitFor();
    await page.reload();
    await owner.getByRole("button", { name: "Earlier messages" }).click();
    await owner.locator(".message.mine", { hasText: "the very first" }).waitFor();
    await seat.edit(first.id, "the very first, corrected");
    expect(await seen(owner.locator(".message.mine", { hasText: "corrected" }))).toBe(true);
  });

  it("answers a message with a quotation of it", async () => {
    await begin();
    await menuOf(bubble(owner, "Hello! A vet answers you here."), "Reply");
    await owner.getByText("Reply to Pawline").waitFor();
    await write(owner, "and hello to you");
    const sent = owner.locator(".message.mine", { hasText: "and hello to you" });
    expect(await seen(sent.locator(".quote", { hasText: "Hello! A vet" }))).toBe(true);
  });

  it("sends an album that comes back as one grid of three", async () => {
    await begin();
    await owner.getByRole("textbox", { name: "Message" }).fill("Look at the paw");
    await attach(owner, "Album of three");
    await owner.locator(".message.mine .album .tile img").nth(2).waitFor();
    await owner.locator(".message.mine", { hasText: "Look at the paw" }).waitFor();
    expect(await owner.locator(".message.mine .album").count()).toBe(1);
  });

  it("shows every kind of message on both sides", async () => {
    await begin();
    const kinds = [
      ["Photo", ".picture img"],
      ["Voice message", ".player .wave"],
      ["Video", ".film video"],
      ["Video message", ".round video"],
      ["Animation", ".picture img[src]"],
      ["Music", ".player .title"],
      ["PDF", ".paper .name"],
      ["Sticker", "img.sticker"],
      ["Location", ".location"],
      ["My contact", ".contact"],
      ["Poll", ".poll"],
      ["Dice", ".dice"],
    ] as const;
    for (const [name, what] of kinds) {
      await attach(owner, name);
      await owner.locator(`.message.mine ${what}`).last().waitFor();
      await owner.locator(`.message.theirs ${what}`).last().waitFor();
    }
    expect(await owner.locator(".message.mine").count()).toBe(1 + kinds.length);
    expect(await owner.locator(".lost").count()).toBe(0);
  });

  it("plays a voice message", async () => {
    await begin();
    await attach(owner, "Voice message");
    const voice = owner.locator(".message.theirs .player");
    await voice.getByRole("button", { name: "Play" }).click();
    await voice.locator(".length", { hasText: /\/ 0:0[34]/ }).waitFor();
    expect(await seen(voice.getByText("Cannot be played here"), "detached")).toBe(true);
  });

  it("opens the payment page beside the phones", async () => {
    await begin();
    await owner.getByRole("button", { name: /^Pay/ }).click();
    await page.frameLocator("iframe").getByRole("heading", { name: "Pay 499 RUB" }).waitFor();
    await page.getByRole("button", { name: "Close", exact: true }).click();
    expect(await page.locator("iframe").count()).toBe(0);
  });

  it("lists the bot's commands", async () => {
    await begin();
    await owner.getByRole("button", { name: "Commands of the bot" }).click();
    await owner.getByRole("menuitem", { name: /\/menu/ }).click();
    expect(await seen(bubble(owner, "You said: /menu"))).toBe(true);
  });

  it("is handed to a second owner, who sees a chat of their own", async () => {
    await begin();
    await owner.locator(".person").click();
    await owner.getByRole("menuitem", { name: "New owner" }).click();
    await owner.locator(".person", { hasText: "Peter Hill" }).waitFor();
    await owner.getByText("A vet in your pocket.").waitFor();
    await begin();
    await owner.locator(".person").click();
    await owner.getByRole("menuitemcheckbox", { name: "Русский" }).click();
    expect(await seen(owner.locator(".person", { hasText: "RU" }))).toBe(true);
  });
});

describe("the vet's phone", () => {
  it("has topics with their unread counts, and marks what was looked at as read", async () => {
    await beginVet();
    const marsik = vet.getByRole("tab", { name: /Marsik/ });
    await marsik.locator(".badge", { hasText: "1" }).waitFor();
    await marsik.click();
    await bubble(vet, "The card of 12").waitFor();
    await marsik.locator(".badge").waitFor({ state: "detached" });
    expect(await seen(vet.getByRole("tab", { name: /Rex/ }).locator(".badge"))).toBe(true);
  });

  it("writes into the open topic and shows its new name at once", async () => {
    await beginVet();
    await vet.getByRole("tab", { name: /Marsik/ }).click();
    await write(vet, "drink more");
    await bubble(vet, "Noted: drink more").waitFor();
    await write(vet, "rename");
    await vet.getByRole("tab", { name: /✓ done/ }).waitFor();
    expect(await seen(vet.locator(".service", { hasText: "Topic renamed to “✓ done”" }))).toBe(true);
  });

  it("takes the invitation that was opened off the list", async () => {
    await beginVet();
    await vet.locator(".person").click();
    await vet.getByRole("menuitem", { name: "New vet" }).click();
    await vet.locator(".invitations", { hasText: "Support" }).waitFor();
    expect(await vet.locator(".invitations", { hasText: "Maria Green" }).count()).toBe(0);
  });

  it("becomes one list when topics are switched off", async () => {
    await beginVet();
    await page.getByRole("button", { name: "Faults" }).click();
    await page.getByText("The vet has switched topics off").click();
    await vet.getByRole("tab", { name: /Marsik/ }).waitFor({ state: "detached" });
    expect(await seen(bubble(vet, "The card of 13"))).toBe(true);
  });
});

describe("the strip", () => {
  it("moves the clock and brings it back", async () => {
    await page.getByRole("button", { name: "+30 min" }).click();
    await page.locator(".clock-face .offset", { hasText: "+30 min" }).waitFor();
    expect((await stage.sandbox.clock()).offsetMs).toBe(30 * 60_000);
    await page.locator(".clock-face").click();
    await page.getByRole("button", { name: "Back to real time" }).click();
    await page.locator(".clock-face .offset").waitFor({ state: "detached" });
    expect((await stage.sandbox.clock()).offsetMs).toBe(0);
  });

  it("arms a fault for the bot that is chosen, and clears it", async () => {
    await page.getByRole("button", { name: "Faults" }).click();
    await page.getByRole("radio", { name: "Vet’s bot" }).click();
    await page.getByRole("button", { name: /Too many requests/ }).click();
    await page.getByRole("button", { name: /^Clear: Too many/ }).waitFor();
    expect(await stage.sandbox.faults()).toMatchObject([{ type: "error", code: 429, bot: 200 }]);
    await page.getByRole("button", { name: "Clear all" }).click();
    await page.getByRole("button", { name: /^Clear: Too many/ }).waitFor({ state: "detached" });
  });

  it("says that a bot is blocked, and lets the owner take it back", async () => {
    await begin();
    await page.getByRole("button", { name: "Faults" }).click();
    await page.getByText("The owner has blocked the bot").click();
    await owner.getByText("blocked", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await owner.getByRole("button", { name: "Unblock the bot" }).click();
    expect(await seen(owner.getByRole("textbox", { name: "Message" }))).toBe(true);
  });

  it("begins anew only when asked twice", async () => {
    await begin();
    await page.getByRole("button", { name: "Reset" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await bubble(owner, "Hello!").waitFor();
    await page.getByRole("button", { name: "Reset" }).click();
    await page.getByRole("button", { name: "Delete everything" }).click();
    expect(await seen(owner.getByRole("button", { name: "Start" }))).toBe(true);
  });

  it("says what to do next, and speaks Russian", async () => {
    const guide = page.locator(".guide");
    await guide.getByText("Press Start", { exact: true }).waitFor();
    await begin();
    await guide.getByText("Open the invitation", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Русский" }).click();
    await guide.getByText("Откройте приглашение", { exact: true }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("ru");
  });
});
