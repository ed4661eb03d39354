import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Wallpaper and tails, beside which axe does not judge the colours of what is said. */
const UNDECIDED =
  ".transcript-frame::before, .not-begun::before, .bubble::after { content: none !important }";

/** Hands axe to a page; by the debugger, since the page takes no foreign scripts and styles. */
export async function readyForAxe(page: Page): Promise<void> {
  await page.evaluate(AXE);
  await page.evaluate(`{
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(${JSON.stringify(UNDECIDED)});
    document.adoptedStyleSheets = [sheet];
  }`);
}

/** What axe finds in a part of the page that is serious or worse, with where it is. */
export async function findings(page: Page, within = "body"): Promise<string[]> {
  const results = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify(within)}, { resultTypes: ["violations"] })`,
  );
  return results.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary}`),
    );
}
