import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { findings, readyForAxe } from "./axe.ts";
import type { Stage } from "./stage.ts";

/** For whoever wants to look at the page without starting it. */
const SHOTS = join(tmpdir(), "pawline-page");

export interface View {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly dark: boolean;
  readonly russian: boolean;
}

/** What opens over the page, and by what. */
const POPOVERS: [string, (page: Page) => Locator][] = [
  ["attach", (page) => page.locator("#part-owner .composer .popover-anchor button").first()],
  ["faults", (page) => page.locator(".bar .popover-anchor").nth(1).locator("button").first()],
  ["clock", (page) => page.locator(".clock-face")],
  ["people", (page) => page.locator("#part-owner .person")],
  ["message", (page) => page.locator("#part-owner .message-more").last()],
];

/** Looks at both phones, full of talk, and at all that opens over them, in each view. */
export function accessible(stage: Stage, views: readonly View[]): void {
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

  it.each(views)("axe finds nothing serious: $name", async ({ name, ...view }) => {
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
}
