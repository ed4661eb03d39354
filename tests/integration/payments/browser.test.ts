import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import { launchChromium } from "../../support/chromium.ts";
import { openShop } from "./shop.ts";

const shop = await openShop();
const browser = await launchChromium();
afterAll(async () => {
  await browser.close();
  await shop.close();
});

const axe = createRequire(import.meta.url).resolve("axe-core");
/** Where pictures of the pages go, for whoever wants to look at them. */
const pictures = process.env["SCREENSHOTS"];

/** What axe finds serious, and what the page's own policy kept it from showing. */
async function inspect(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) {
    await mkdir(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  }
  const background = await page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth");
  expect([name, background]).not.toEqual([name, "none"]);
  await page.addScriptTag({ path: axe });
  const found = await page.evaluate(`axe.run().then(({ violations }) => violations.map(({ id, nodes }) =>
    id + ": " + nodes.map(({ html }) => html).join(" ")))`);
  expect([name, found]).toEqual([name, []]);
}

it.each([
  { name: "ru-light", locale: "ru", colorScheme: "light", pay: /^Оплатить 1/, done: "Оплачено, спасибо" },
  { name: "en-dark", locale: "en", colorScheme: "dark", pay: /^Pay /, done: "Paid, thank you" },
] as const)(
  "a payer with a small phone and no script pays ($name)",
  async ({ name, locale, colorScheme, pay, done }) => {
    // Axe is a script, which the page's policy would rightly refuse.
    const looker = await browser.newContext({
      colorScheme,
      viewport: { width: 320, height: 640 },
      bypassCSP: true,
    });
    const payer = await browser.newContext({
      colorScheme,
      viewport: { width: 320, height: 640 },
      javaScriptEnabled: false,
    });
    const code = `SAVE-${name.toUpperCase()}`;
    await shop.db.promoCode.create({ data: { code, kind: "percent", value: 10 } });
    const owner = await shop.owner();
    const { link, id } = await shop.order(owner, { package: "bundle-3", locale, promo: code });
    const look = async (address: string, as: string) => {
      const page = await looker.newPage();
      await page.goto(address);
      await inspect(page, `${name}-${as}`);
      await page.close();
    };

    const page = await payer.newPage();
    await page.goto(link);
    await look(link, "1-order");
    await page.getByRole("textbox").fill("not an address");
    await page.getByRole("button", { name: pay }).click();
    expect(await page.getByRole("textbox").getAttribute("aria-invalid")).toBe("true");
    await page.getByRole("textbox").fill("relative@example.com");
    await page.getByRole("button", { name: pay }).click();
    await page.waitForURL(/Index\.aspx/);
    await look(page.url(), "2-gateway");
    shop.bank.faults.drop = 1;
    shop.core.clock.advance(5000);
    await page.locator("button.pay").click();
    await page.waitForURL(/\/return/);
    await look(page.url(), "3-checking");
    await shop.drain();
    expect(await shop.state(id)).toBe("paid");
    // The page asks again by itself.
    await page.getByRole("heading", { name: done }).waitFor();
    await look(link, "4-paid");
    await look(`${shop.url}/p/nothing?lang=${locale}`, "5-not-found");
    await looker.close();
    await payer.close();
  },
);
