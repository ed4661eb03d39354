import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { launchChromium } from "../../support/chromium.ts";
import { openShop, withWays } from "./shop.ts";

const shop = await openShop();
const browser = await launchChromium();
afterAll(async () => {
  await browser.close();
  await shop.close();
});

const axe = createRequire(import.meta.url).resolve("axe-core");
const PHONE = { viewport: { width: 320, height: 640 } };
/** Where pictures of the pages go, for whoever wants to look at them. */
const pictures = process.env["SCREENSHOTS"];

/** What axe finds wrong with a page, as someone with these colours sees it. */
async function inspect(address: string, name: string, colorScheme: "light" | "dark"): Promise<void> {
  // Axe is a script, which the page's own policy would rightly refuse.
  const page = await browser.newPage({ ...PHONE, colorScheme, bypassCSP: true });
  await page.goto(address);
  if (pictures !== undefined) {
    await mkdir(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), fullPage: true });
  }
  await page.addScriptTag({ path: axe });
  const found = await page.evaluate(`axe.run().then(({ violations }) => violations.map(({ id, nodes }) =>
    id + ": " + nodes.map(({ html }) => html).join(" ")))`);
  expect([name, colorScheme, found]).toEqual([name, colorScheme, []]);
  await page.close();
}

it("lets a payer with a small phone and no script pay, on pages that anyone can use", async () => {
  const page = await browser.newPage({ ...PHONE, javaScriptEnabled: false });
  await shop.db.promoCode.create({ data: { code: "SAVE", kind: "percent", value: 10 } });
  const order = { package: "bundle-3", promo: "SAVE" };
  const { link, id } = await shop.order(await shop.owner(), order);

  await withWays(shop, "with bank");
  await page.goto(link);
  await inspect(`${link}?lang=en`, "order", "dark");
  const pay = page.getByRole("button", { name: /^Оплатить 1/ });
  const email = page.getByLabel("E-mail для чека");
  // A card of Kazakhstan: there is a transfer, whose invoice is a page, and the way back from it.
  await page.getByText("Карта другой страны?").click();
  await page.getByLabel("Где выпущена карта?").selectOption({ label: "Казахстан" });
  await page.getByRole("button", { name: "Показать" }).click();
  await page.getByLabel("Банковский перевод").check();
  await pay.click();
  await page.getByRole("heading", { name: /^Счёт T/ }).waitFor();
  await inspect(page.url(), "invoice", "light");
  await page.getByRole("link", { name: "Заплатить иначе" }).click();

  await page.getByLabel("Карта российского банка").check();
  await email.fill("not an address");
  await pay.click();
  expect(await email.getAttribute("aria-invalid")).toBe("true");
  await email.fill("relative@example.com");
  await pay.click();
  await page.waitForURL(/Index\.aspx/);
  await inspect(page.url(), "gateway", "light");

  shop.bank.faults.drop = 1;
  shop.core.clock.advance(5000);
  await page.locator("button[value=pay]").click();
  await page.waitForURL(/\/return/);
  await inspect(page.url(), "checking", "light");
  await shop.drain();
  expect(await shop.state(id)).toBe("paid");
  // The page asks again by itself.
  await page.getByRole("heading", { name: "Оплачено, спасибо" }).waitFor();
  await page.close();
  // A browser that starts, and axe on every page.
}, 60_000);
