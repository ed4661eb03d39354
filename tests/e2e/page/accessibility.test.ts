import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { findings, readyForAxe } from "./axe.ts";
import { stageForFile } from "./stage.ts";

const stage = await stageForFile();
/** For whoever wants to look at the page without starting it. */
const SHOTS = join(tmpdir(), "pawline-page");

beforeAll(async () => {
  await mkdir(SHOTS, { recursive: true });
  const anna = await stage.sandbox.person({
    id: 5001,
    first_name: "Anna",
    last_name: "Brown",
    phone: "+79990001122",
  });
  const owner = anna.at("pawline_bot");
  await owner.start();
  await owner.say("My cat does not eat since yesterday. Is that bad?");
  await owner.album([{ kind: "photo" }, { kind: "photo" }, { kind: "photo" }]);
  await owner.send("voice");
  await owner.send("document");
  const maria = await stage.sandbox.person({ id: 5101, first_name: "Maria", last_name: "Green" });
  await maria.at("pawline_staff_bot").start("invitation-of-maria");
});

const VIEWS = [
  { name: "light wide", width: 1440, height: 900, dark: false, russian: false },
  { name: "dark wide", width: 1440, height: 900, dark: true, russian: true },
  { name: "light narrow", width: 390, height: 844, dark: false, russian: true },
  { name: "dark narrow", width: 390, height: 844, dark: true, russian: false },
] as const;

/** What opens over the page, and by what. */
const POPOVERS: [string, (page: Page) => Locator][] = [
  ["attach", (page) => page.locator("#part-owner .composer .popover-anchor button").first()],
  ["faults", (page) => page.locator(".bar .popover-anchor").nth(1).locator("button").first()],
  ["clock", (page) => page.locator(".clock-face")],
  ["people", (page) => page.locator("#part-owner .person")],
  ["message", (page) => page.locator("#part-owner .message-more").last()],
];

it.each(VIEWS)("axe finds nothing serious: $name", async ({ name, ...view }) => {
  const page = await stage.visit(view);
  const shot = (what: string) =>
    page.screenshot({ path: join(SHOTS, `${name} ${what}.png`.replaceAll(" ", "-")) });
  if (view.width < 860) await page.locator("#tab-owner").click();
  await page.locator("#part-owner .album img").first().waitFor();
  await shot("chats");
  await readyForAxe(page);
  expect(await findings(page)).toEqual([]);

  for (const [what, opener] of POPOVERS) {
    await opener(page).click();
    await page.locator(".popover.placed").waitFor();
    await shot(what);
    expect(await findings(page, ".popover.placed")).toEqual([]);
    await page.keyboard.press("Escape");
    await page.locator(".popover.placed").waitFor({ state: "detached" });
  }

  if (view.width < 860) await page.locator("#tab-vet").click();
  await page.locator("#part-vet .topic").nth(1).click();
  await page.locator("#part-vet .message").first().waitFor();
  await shot("topic");
  expect(await findings(page)).toEqual([]);
  await stage.leave(page);
});

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
