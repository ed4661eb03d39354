import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { runSandbox, type RunningSandbox } from "../support/sandbox.ts";

let browser: Browser;
let running: RunningSandbox | undefined;

beforeAll(async () => {
  browser = await launchChromium();
});

afterEach(async () => {
  await running?.close();
  running = undefined;
});

afterAll(() => browser.close());

/** An owner's phone with WhatsApp, and how what it is offered is taken. */
function phoneOf(page: Page) {
  const part = page.locator("#part-owner");
  const theirs = (text: string | RegExp): Locator =>
    part.locator(".message.theirs", { hasText: text }).last();
  /** What has come since the person wrote last. */
  const fresh = part.locator(".message.mine").last().locator("xpath=following-sibling::article");
  const choices = fresh.locator(".choices");

  async function write(text: string): Promise<void> {
    const field = part.getByRole("textbox", { name: "Message" });
    await field.fill(text);
    await field.press("Enter");
  }

  /** The number of the line that says so; undefined: none does, or not yet. */
  async function numberOf(label: string): Promise<string | undefined> {
    const line = new RegExp(`^(\\d+)\\. .*${label}`, "mu");
    const texts = await fresh.allInnerTexts();
    return texts.map((text) => line.exec(text)?.[1]).findLast((digit) => digit !== undefined);
  }

  /** Presses what says so, or sends its number, whichever is offered. */
  async function choose(label: string): Promise<void> {
    const button = choices.getByRole("button", { name: label });
    const list = choices.locator(".popover-anchor > button");
    const offered = async () =>
      (await numberOf(label)) !== undefined || (await button.count()) + (await list.count()) > 0;
    await expect.poll(offered, { timeout: 20_000 }).toBe(true);
    const digit = await numberOf(label);
    if (digit !== undefined) return write(digit);
    if ((await button.count()) > 0) return button.last().click();
    await list.last().click();
    return part.getByRole("menuitem", { name: label }).first().click();
  }

  return { part, theirs, choose };
}

it.each(["web", "cloud"] as const)(
  "the guide leads a newcomer on WhatsApp to a paid, answered consultation: %s",
  { timeout: 180_000 },
  async (driver) => {
    running = await runSandbox({}, driver);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    page.setDefaultTimeout(30_000);
    await page.goto(running.sandbox.url);
    const owner = phoneOf(page);
    const vet = page.locator("#part-vet");
    const step = (words: string): Promise<void> =>
      page.locator(".guide").getByText(words, { exact: true }).waitFor();
    const example = page.locator(".guide .examples button");
    /** Sends what the guide offers, each when its question has come. */
    async function answer(...offers: [question: string, offer: string][]): Promise<void> {
      for (const [question, offer] of offers) {
        await owner.theirs(question).waitFor();
        await page.locator(".guide .examples").getByRole("button", { name: offer, exact: true }).click();
      }
    }

    await owner.part.locator(".apps").getByRole("button", { name: "WhatsApp" }).click();
    await step("Say hello");
    await example.click();
    await step("Register");
    await owner.choose("English");
    await owner.theirs("register now").waitFor();
    await owner.choose("Register");
    await owner.choose("Share my phone");
    await answer(
      ["first name", "Anna"],
      ["last name", "Brown"],
      ["When were you born", "01.02.1990"],
      ["e-mail address", "anna@example.com"],
      ["Which city", "Moscow"],
    );
    for (const consent of ["user agreement", "processing of your personal", "news and offers"]) {
      await owner.theirs(consent).waitFor();
      await owner.choose("I agree");
    }

    await step("Open the invitation");
    await vet.locator(".invitations button").first().click();
    await step("Go on duty");
    await vet.getByRole("button", { name: "Go on duty" }).last().click();

    await step("Buy a consultation");
    await example.click();
    await owner.choose("Buy a consultation");
    await owner.choose("Order");
    for (const question of ["in the name of", "phone number for this order", "send the receipt"]) {
      await owner.theirs(question).waitFor();
      await owner.choose("Yes");
    }
    await owner.choose("Go on without it");
    await owner.choose("I agree, go to");

    await step("Pay");
    await owner.theirs("is ready").getByRole("link").click();
    const payment = page.frameLocator("iframe");
    await payment.getByRole("button").first().click();
    await payment.getByLabel("Card number").waitFor();
    await payment.getByRole("button", { name: "Pay", exact: true }).click();

    await step("Start the consultation");
    await owner.choose("Start the consult");
    await owner.choose("Cat");
    await owner.choose("I don't know");
    await answer(
      ["pet's name", "Marsik"],
      ["What is the matter", "He has not eaten since yesterday and drinks a lot."],
    );
    await owner.choose("No photos");
    await owner.choose("Now");
    await owner.theirs("Please check").waitFor();
    await owner.choose("Start the consult");

    await step("Take the case");
    await vet.getByRole("button", { name: "Take", exact: true }).last().click();
    await step("Answer");
    await vet.getByRole("tab", { name: /Marsik/ }).click();
    await vet.locator(".message", { hasText: "Whatever you write here" }).waitFor();
    await example.click();
    await owner.theirs("Has he eaten anything unusual?").waitFor();

    await step("Finish with a conclusion");
    await vet
      .getByRole("button", { name: /Finish/ })
      .last()
      .click();
    await vet.locator(".message", { hasText: "write the conclusion" }).waitFor();
    await example.click();
    await step("A paid, answered consultation.");
    await owner.part.locator(".message.theirs", { hasText: "An upset stomach" }).first().waitFor();
    await page.close();
    expect((await running.control.state()).violations).toEqual([]);
    expect(running.log).toEqual([]);
  },
);
