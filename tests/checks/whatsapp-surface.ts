/**
 * The modules of WhatsApp Web's page that the pinned version of whatsapp-web.js asks for.
 *
 *     node --import tsx tests/checks/whatsapp-surface.ts           writes bots/whatsapp/web/surface.json
 *     node --import tsx tests/checks/whatsapp-surface.ts --check   fails when the committed list differs
 *
 * Which of them we need is not read from the source: the tests on the simulated page hold that list (`needed`), and it
 * is kept.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { readSurface, SURFACE } from "../../bots/whatsapp/web/surface.ts";

const manifest = createRequire(import.meta.url).resolve("whatsapp-web.js/package.json");

/** `require('WAWeb…')` in functions that run in the page, and what is named to be wrapped there. */
const ASKED = /(?:\brequire\(\s*|\bmodule:\s*)['"](WA\w+)['"]/g;

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

const modules = [
  ...new Set(
    sources(join(dirname(manifest), "src")).flatMap((source) =>
      [...source.matchAll(ASKED)].flatMap(([, name]) => name ?? []),
    ),
  ),
].toSorted();

const { version }: { version: string } = JSON.parse(readFileSync(manifest, "utf8"));
const kept = await readSurface();
const surface = {
  library: version,
  needed: kept.needed.filter((name) => modules.includes(name)),
  others: modules.filter((name) => !kept.needed.includes(name)),
};

if (process.argv.includes("--check")) {
  const gone = kept.needed.filter((name) => !modules.includes(name));
  const differ = JSON.stringify(surface) !== JSON.stringify(kept);
  if (differ) {
    console.error(
      `whatsapp-web.js ${version} asks the page for other modules than the list of ${kept.library} says. ` +
        "Read what changed, run npm run whatsapp:surface, and see that the simulated page has them.",
    );
    for (const name of gone) console.error(`  not asked for any more: ${name}`);
    for (const name of modules)
      if (!kept.needed.includes(name) && !kept.others.includes(name)) console.error(`  new: ${name}`);
    process.exitCode = 1;
  }
} else {
  writeFileSync(SURFACE, `${JSON.stringify(surface, null, 2)}\n`);
  console.log(modules.join("\n"));
}
