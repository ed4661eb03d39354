import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { PersonClient } from "../../../sandbox/control/client.ts";
import { receive } from "../../../sandbox/whatsapp/bot.ts";
import { words } from "../support/words.ts";
import { findings, readyForAxe } from "./axe.ts";
import { stageForFile } from "./stage.ts";

const stage = await stageForFile({ whatsapp: true });
const page: Page = await stage.visit();
const owner = page.locator("#part-owner");
const field = owner.getByRole("textbox", { name: "Message" });
/** For whoever wants to look at the page without starting it. */
const SHOTS = join(tmpdir(), "pawline-page");

beforeEach(async () => {
  await mkdir(SHOTS, { recursive: true });
  await stage.sandbox.reset();
  await app("WhatsApp");
  await owner.getByText("Write anything to begin").waitFor();
});

afterAll(() => stage.leave(page));

/** After a reset the page lets her take up the phone again. */
function anna(): Promise<PersonClient> {
  return vi.waitFor(async () => {
    const { people } = await stage.sandbox.state();
    const found = people.find(({ id }) => id === 5001);
    if (!found) throw new Error("nobody holds the phone");
    return stage.sandbox.knownPerson(found);
  });
}

async function app(name: string): Promise<void> {
  await owner.locator(".apps").getByRole("button", { name }).click();
}

async function write(text: string): Promise<void> {
  await field.fill(text);
  await field.press("Enter");
}

const bubble = (text: string): Locator => owner.locator(".message", { hasText: text });
const mine = (text: string): Locator => owner.locator(".message.mine", { hasText: text });
const theirs = (text: string): Locator => owner.locator(".message.theirs", { hasText: text });

/** What the bot writes to Anna by itself. */
function tell(text: string): void {
  const chat = stage.hub?.chats.get(5001);
  if (!stage.hub || !chat) throw new Error("there is no chat");
  receive(stage.hub, chat, { kind: "text", text });
}

async function menuOf(message: Locator, item: string): Promise<void> {
  await message.hover();
  await message.getByRole("button", { name: "What to do with this message" }).click();
  await message.getByRole("menuitem", { name: item, exact: true }).click();
}

async function seen(what: Locator, state: "visible" | "detached" = "visible"): Promise<boolean> {
  await what.waitFor({ state });
  return true;
}

describe("a phone with WhatsApp", () => {
  it("begins with whatever is written, and shows WhatsApp's own formatting", async () => {
    await owner.getByText("+79990000000").waitFor();
    expect(await owner.getByRole("button", { name: "Start" }).count()).toBe(0);
    await write("menu");
    const menu = theirs("1. Buy a consultation");
    await menu.locator("strong", { hasText: /^Hello!$/ }).waitFor();
    await menu.locator("em", { hasText: /^here$/ }).waitFor();
    expect(await owner.getByRole("button", { name: "Commands of the bot" }).count()).toBe(0);
    await write("1");
    await theirs("You said: 1").locator(".quote", { hasText: "1" }).click();
    expect(await seen(owner.locator(".message.mine.lit", { hasText: "1" }))).toBe(true);
  });

  it("has a tick for what was sent, two for what came, blue ones for what was read, and says who is typing", async () => {
    await write("nobody");
    await mine("nobody").getByRole("img", { name: "sent", exact: true }).waitFor();
    await write("later");
    await mine("later").getByRole("img", { name: "delivered" }).waitFor();
    await write("typing");
    await mine("typing").getByRole("img", { name: "read" }).waitFor();
    await owner.locator(".chat-header").getByText("typing").waitFor();
    await write("menu");
    await theirs("Hello!").waitFor();
    expect(await theirs("Hello!").locator(".ticks").count()).toBe(0);
  });

  it("says calmly that WhatsApp is still starting while nobody takes the first message", async () => {
    await write("nobody");
    const line = owner.getByText("WhatsApp is starting");
    await line.waitFor();
    await write("menu");
    expect(await seen(line, "detached")).toBe(true);
  });

  it("leaves a trace of what was deleted, on both sides, and says what was edited", async () => {
    await write("one");
    await theirs("You said: one").waitFor();
    await menuOf(mine("one"), "Edit");
    await write("two");
    await theirs("Edited to two").waitFor();
    await mine("two").getByText("edited").waitFor();
    await menuOf(mine("two"), "Delete");
    await mine("You deleted this message").waitFor();
    await write("withdraw");
    await theirs("This message was deleted").waitFor();
    await write("correct");
    expect(await seen(theirs("One pill").getByText("edited"))).toBe(true);
  });

  it("takes back only one's own messages, and edits them for a quarter of an hour", async () => {
    await write("one");
    await stage.sandbox.advance(16 * 60_000);
    for (const [message, offered] of [
      [theirs("You said: one"), ["Reply", "Copy the text"]],
      [mine("one"), ["Reply", "Copy the text", "Delete"]],
    ] as const) {
      await message.hover();
      await message.getByRole("button", { name: "What to do with this message" }).click();
      await message.getByRole("menu").waitFor();
      expect(await message.getByRole("menuitem").allInnerTexts()).toEqual(offered);
      await page.keyboard.press("Escape");
    }
  });

  it("shows the reactions of both sides", async () => {
    await write("one");
    const answer = theirs("You said: one");
    await answer.hover();
    await answer.getByRole("button", { name: "What to do with this message" }).click();
    await answer.getByRole("menuitemradio", { name: "React with 😂" }).click();
    await answer.getByRole("button", { name: /Your reaction 😂/ }).waitFor();
    expect(await seen(answer.getByRole("img", { name: /Their reaction 🙏/ }))).toBe(true);
  });

  it("presses native buttons and rows of a list, and votes in a poll", async () => {
    await write("buttons");
    await theirs("Shall we begin?").getByRole("button", { name: "Begin" }).click();
    await theirs("You chose begin").waitFor();
    await mine("Begin").locator(".quote", { hasText: "Shall we begin?" }).waitFor();
    await write("list");
    await theirs("Who is it about?").getByRole("button", { name: "Our pets" }).click();
    await owner.getByRole("menuitem", { name: "Bella A cat" }).click();
    await theirs("You chose bella").waitFor();
    await write("poll");
    await theirs("Is he drinking?").getByRole("button", { name: "No" }).click();
    await theirs("You voted for option 1").waitFor();
    expect(await seen(theirs("Is he drinking?").locator('[aria-pressed="true"]', { hasText: "No" }))).toBe(
      true,
    );
  });

  it("sends and shows every kind of message", async () => {
    const seat = (await anna()).at("whatsapp");
    await owner.getByRole("button", { name: "Attach" }).click();
    await owner.getByRole("menuitem", { name: "Album of three" }).waitFor();
    expect(await owner.getByRole("menuitem", { name: "Dice" }).count()).toBe(0);
    await owner.getByRole("menuitem", { name: "Album of three" }).click();
    await owner.locator(".message.mine .album .tile img").nth(2).waitFor();
    for (const kind of ["voice", "document", "sticker"] as const) await seat.send(kind);
    await seat.location(55.75, 37.61);
    await seat.contact();
    for (const what of [".wave", ".paper", ".sticker", ".location", ".contact"])
      for (const side of ["mine", "theirs"]) await owner.locator(`.message.${side} ${what}`).waitFor();
    expect(await owner.locator(".lost").count()).toBe(0);
  });
});

describe("a phone with two messengers", () => {
  it("keeps both apart, with what is unread in the other, and hands a new owner the one that is open", async () => {
    await write("menu");
    await theirs("Hello!").waitFor();
    await app("Telegram");
    await owner.getByText("A vet in your pocket.").waitFor();
    await (await anna()).at("whatsapp").say("menu");
    await owner.locator(".apps").getByRole("button", { name: "WhatsApp" }).locator(".badge").waitFor();
    await app("WhatsApp");
    await owner.locator(".apps .badge").waitFor({ state: "detached" });
    await owner.locator(".person").click();
    await owner.getByRole("menuitem", { name: "New owner" }).click();
    await owner.locator(".person", { hasText: "Peter Hill" }).waitFor();
    await write("hello");
    await theirs("You said: hello").waitFor();
    const { chats } = await stage.sandbox.state();
    expect(chats.filter(({ user }) => user === 5002).map(({ key }) => key)).toEqual(["79990000000:5002"]);
  });

  it("opens each link in the app that it belongs to", async () => {
    await write("links");
    await theirs("t.me")
      .getByRole("link", { name: /wa\.me/ })
      .click();
    await expect.poll(() => field.inputValue()).toBe("Hello again");
    expect(await field.evaluate((each) => each.matches(":focus"))).toBe(true);
    await theirs("t.me")
      .getByRole("link", { name: /t\.me\/pawline_bot/ })
      .click();
    await bubble("Hello! A vet answers you here.").waitFor();
    await app("WhatsApp");
    expect(await field.inputValue()).toBe("Hello again");
    await field.fill("");
  });

  it("is struck by faults of WhatsApp", async () => {
    await page.getByRole("button", { name: "Faults" }).click();
    await page.getByRole("radio", { name: "WhatsApp" }).click();
    expect(await page.getByRole("button", { name: /Too many requests/ }).count()).toBe(0);
    await page.getByRole("button", { name: /An update comes twice/ }).click();
    await page.getByRole("button", { name: /^Clear: An update/ }).waitFor();
    expect(await stage.sandbox.faults()).toMatchObject([{ type: "duplicate", bot: 79_990_000_000 }]);
    await page.keyboard.press("Escape");
  });

  it.each(["en", "ru"] as const)("is led on by the guide in what the bot says in %s", async (locale) => {
    const guide = page.locator(".guide");
    const done = (count: number) => expect.poll(() => guide.locator(".way i.done").count()).toBe(count);
    await guide.getByText("Say hello", { exact: true }).waitFor();
    await guide.getByRole("button", { name: "Hello!" }).click();
    await guide.getByText("Register", { exact: true }).waitFor();
    tell(words(locale, "registered"));
    await done(2);
    tell(`${words(locale, "order-pay", { amount: "499" })}: ${stage.url}/pay`);
    await done(3);
    tell(words(locale, "order-paid", { order: "1", title: "Consultation", sessions: 1 }));
    await done(4);
  });
});

describe("the look of WhatsApp", () => {
  const VIEWS = [
    { name: "light wide", width: 1440, dark: false, language: "English" },
    { name: "dark narrow", width: 390, dark: true, language: "Русский" },
  ] as const;

  afterAll(async () => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it("keeps its controls inside a narrow window", async () => {
    await page.setViewportSize({ width: 320, height: 700 });
    const lost = await owner
      .locator(".caption button:visible, .composer button:visible")
      .evaluateAll((all) => all.filter((each) => each.getBoundingClientRect().right > 320.5).length);
    expect(lost).toBe(0);
  });

  it("gives axe nothing serious to find, light and dark, wide and narrow", { timeout: 30_000 }, async () => {
    const seat = (await anna()).at("whatsapp");
    await seat.album([{ kind: "photo" }, { kind: "photo" }, { kind: "photo" }]);
    await seat.send("voice");
    await seat.say("His paw is swollen, and he does *not* eat");
    for (const text of ["withdraw", "correct", "menu", "pay", "list", "poll", "buttons"])
      await seat.say(text);
    const last = await seat.say("later");
    await seat.react(last.id, "🙏");
    await readyForAxe(page);
    for (const { name, width, dark, language } of VIEWS) {
      await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
      await page.getByRole("button", { name: language }).click();
      await page.setViewportSize({ width, height: 800 });
      await mine("later").waitFor();
      await page.screenshot({ path: join(SHOTS, `whatsapp ${name}.png`.replaceAll(" ", "-")) });
      // All of the chat at once: axe sees what can be seen.
      await page.setViewportSize({ width, height: 3200 });
      await page.screenshot({ path: join(SHOTS, `whatsapp ${name} all.png`.replaceAll(" ", "-")) });
      expect(await findings(page, "#part-owner")).toEqual([]);
      expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    }
  });
});
