/** Loads the engine's WebAssembly. The package has no entry for Node, so its two halves are joined here. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve("@prisma/schema-engine-wasm"));

export const version = () =>
  `${JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version} (wasm)`;

/**
 * Resolves to the class `SchemaEngine` (types: `schema_engine_bg.d.ts` of the package).
 * A panic inside the WebAssembly is given to `onPanic` as a sentence.
 */
export async function loadSchemaEngine(onPanic) {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: onPanic };
  const glue = await import(join(folder, "schema_engine_bg.js"));
  const bytes = readFileSync(join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue.SchemaEngine;
}
