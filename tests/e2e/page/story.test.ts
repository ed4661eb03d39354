import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "../../support/chromium.ts";
import { runSandbox, type RunningSandbox } from "../../support/sandbox.ts";

/** For whoever wants to see the story without playing it. */
const SHOTS = join(tmpdir(), "pawline-page");

let running: RunningSandbox;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [running, browser] = await Promise.all([runSandbox(), launchChromium(), mkdir(SHOTS, { recursive: true })]);
});

afterAll(async () => {
  await browser.close();
  await running.close();
});

const guide = (words: string): Locator => page.locator(".guide").getByText(words, { exact: true });
const shot = (name: string) => page.screenshot({ path: join(SHOTS, `story-${name}.png`) });

/** Presses the newest button that is called so. */
async function press(part: Locator, name: RegExp): Promise<void> {
  await part.getByRole("button", { name }).last().click();
}

/** Sends what the guide offers, one after the other, each when its question has come. */
async function answer(part: Locator, ...offers: string[]): Promise<void> {
  for (const offer of offers) {
    const before = await part.locator(".message.theirs").count();
    await page.locator(".guide .examples").getByRole("button", { name: offer, exact: true }).click();
    await expect
      .poll(() => part.locator(".message.theirs").count(), { timeout: 8000 })
      .toBeGreaterThan(before);
  }
}

it(
  "leads a newcomer from the first button to a paid, answered consultation",
  { timeout: 90_000 },
  async () => {
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    page.setDefaultTimeout(10_000);
    await page.goto(running.sandbox.url);
    const owner = page.locator("#part-owner");
    const vet = page.locator("#part-vet");

    await guide("Press Start").waitFor();
    await press(owner, /^Start$/);
    await guide("Register").waitFor();
    await press(owner, /English/);
    await press(owner, /^Register$/);
    await press(owner, /Share my phone/);
    await owner.getByText("What is your first name?").last().waitFor();
    await answer(owner, "Anna", "Brown", "01.02.1990", "anna@example.com", "Moscow");
    await shot("registering");
    for (const consent of [/user agreement/, /personal data/, /news and offers/]) {
      const question = owner.locator(".message", { hasText: consent }).last();
      await question.getByRole("button", { name: /I agree/ }).click();
    }

    await guide("Open the invitation").waitFor();
    await vet.locator(".invitations button").first().click();
    await guide("Go on duty").waitFor();
    await press(vet, /Go on duty/);

    await guide("Buy a consultation").waitFor();
    await press(owner.locator(".reply-keyboard"), /Buy a consultation/);
    await press(owner, /Order/);
    for (const question of [/in the name of/, /phone number for this order/, /send the receipt/])
      await press(owner.locator(".message", { hasText: question }), /^Yes/);
    await press(owner, /Go on without it/);
    await press(owner, /I agree, go to payment/);

    await guide("Pay").waitFor();
    await press(owner.locator(".inline-keyboard"), /Pay/);
    const payment = page.frameLocator("iframe");
    await payment.getByRole("button").first().click();
    await payment.getByLabel("Card number").waitFor();
    await shot("paying");
    await payment.getByRole("button", { name: "Pay", exact: true }).click();
    await payment.getByText("Paid, thank you").waitFor();

    await guide("Start the consultation").waitFor();
    await press(owner, /Start the consultation/);
    await press(owner, /^Cat$/);
    await press(owner, /I don't know/);
    await answer(owner, "Marsik", "He has not eaten since yesterday and drinks a lot.");
    await press(owner, /No photos/);
    await press(owner, /Now/);
    await press(owner.locator(".message", { hasText: "Please check" }), /Start the consultation/);

    await guide("Take the case").waitFor();
    await press(vet, /^Take$/);
    await guide("Answer").waitFor();
    await vet.getByRole("tab", { name: /Marsik/ }).click();
    await vet.locator(".message", { hasText: "Whatever you write here" }).waitFor();
    await page.locator(".guide .examples button").click();
    await owner.locator(".message.theirs", { hasText: "Has he eaten anything unusual?" }).waitFor();
    await shot("answered");

    await guide("Finish with a conclusion").waitFor();
    await press(vet, /Finish/);
    await vet.locator(".message", { hasText: "write the conclusion" }).waitFor();
    await page.locator(".guide .examples button").click();
    await guide("A paid, answered consultation.").waitFor();
    await owner.locator(".message.theirs", { hasText: "An upset stomach" }).first().waitFor();
    await shot("finished");
    await page.close();
    expect((await running.control.state()).violations).toEqual([]);
    expect(running.log).toEqual([]);
  },
);
