import { expect, it } from "vitest";
import { accessible } from "./accessible.ts";
import { stageForFile } from "./stage.ts";

const stage = await stageForFile();
// The others: tests/long.
accessible(stage, [{ name: "dark narrow", width: 390, height: 844, dark: true, russian: true }]);

it("never scrolls sideways and keeps its controls inside the window", async () => {
  const page = await stage.visit();
  for (const width of [320, 390, 600, 860, 1024, 1280, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    const lost = await page
      .locator(".bar button:visible, .composer button:visible")
      .evaluateAll(
        (all, right) => all.filter((each) => each.getBoundingClientRect().right > right).length,
        width + 0.5,
      );
    expect({ width, wide: Math.max(0, wide), lost }).toEqual({ width, wide: 0, lost: 0 });
  }
  await stage.leave(page);
});

it("can be played with the keyboard alone", async () => {
  const page = await stage.visit();
  const field = page.locator("#part-owner textarea");
  await field.focus();
  await page.keyboard.type("by keyboard");
  await page.keyboard.press("Enter");
  const answer = page.locator("#part-owner .message.theirs", { hasText: "You said: by keyboard" });
  await answer.waitFor();
  // Back from the field to the newest message's menu, from there up to an older one, and into the menu.
  const menu = page.locator("#part-owner .message-more");
  await menu.last().focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await answer.getByRole("menu").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await expect.poll(() => menu.last().evaluate((each) => each.matches(":focus"))).toBe(true);
  await stage.leave(page);
});
