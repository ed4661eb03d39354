/**
 * Turns `@grammyjs/types` into the JSON schema that the simulated Bot API checks requests, results and updates against.
 *
 *     node --import tsx tests/checks/telegram-schema.ts           writes sandbox/telegram/bot-api.schema.json
 *     node --import tsx tests/checks/telegram-schema.ts --check   fails when the committed file differs
 *
 * The generator reads types, not method signatures, so `ApiMethods` is first rewritten, in a temporary folder, into two
 * plain interfaces: the parameters and the result of each method.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createGenerator } from "ts-json-schema-generator";

const types = dirname(createRequire(import.meta.resolve("grammy")).resolve("@grammyjs/types/package.json"));
const target = new URL("../../sandbox/telegram/bot-api.schema.json", import.meta.url);

/** `name(args?: Arguments): Result;`, four spaces deep, as the published declarations are printed. */
const METHOD = /^ {4}(\w+)\((?:args\??: ([\s\S]*?))?\): (.+);$/gm;

function rewriteMethods(source: string): string {
  const bare = source.replaceAll(/\/\*\*[\s\S]*?\*\//g, "");
  const start = bare.indexOf("export type ApiMethods<F> = {");
  const end = bare.indexOf("\n};", start);
  const params: string[] = [];
  const results: string[] = [];
  for (const [, name, args, result] of bare.slice(start, end).matchAll(METHOD)) {
    params.push(`${name}: ${args ?? "{}"};`);
    results.push(`${name}: ${result};`);
  }
  const signatures = bare.slice(start, end).match(/^ {4}\w+\(/gm)?.length ?? 0;
  if (params.length === 0 || params.length !== signatures)
    throw new Error(`${params.length} of ${signatures} method signatures were understood`);
  const head = bare
    .slice(0, bare.indexOf("type Params<"))
    .replace(/export type Opts<F> = \{[\s\S]*?\n\};/, "");
  const rest = bare.slice(end + 3);
  const api = [
    `export interface Params {\n${params.join("\n")}\n}`,
    `export interface Results {\n${results.join("\n")}\n}`,
    "export interface Api { params: Params; results: Results; update: Update }",
  ];
  // A file is what travels in its place: `attach://part` or a file id.
  return `${head}type F = string;\n${rest.replaceAll("<F>", "")}\n${api.join("\n").replaceAll("<F>", "")}\n`;
}

/**
 * The generator takes `NonNullable<T>`, which is `T & {}`, for something optional: the photo of a photo message would not
 * be required. `Exclude` says the same and is understood.
 */
function rewriteMessages(source: string): string {
  const helper = "Record<P, NonNullable<Message[P]>>";
  if (!source.includes(helper)) throw new Error("The helper type of messages has changed");
  return source.replace(helper, "{ [K in P]: Exclude<Message[K], undefined> }");
}

function generate(): string {
  const folder = mkdtempSync(join(tmpdir(), "bot-api-schema-"));
  try {
    for (const file of readdirSync(types).filter((name) => name.endsWith(".d.ts")))
      cpSync(join(types, file), join(folder, file));
    writeFileSync(join(folder, "api.ts"), rewriteMethods(readFileSync(join(types, "methods.d.ts"), "utf8")));
    const messages = join(folder, "message.d.ts");
    writeFileSync(messages, rewriteMessages(readFileSync(messages, "utf8")));
    rmSync(join(folder, "methods.d.ts"));
    rmSync(join(folder, "api.d.ts"));
    rmSync(join(folder, "mod.d.ts"));
    const compilerOptions = { module: "nodenext", strict: true, noEmit: true, target: "es2022", types: [] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["api.ts"] }));
    const schema = createGenerator({
      path: join(folder, "api.ts"),
      tsconfig: join(folder, "tsconfig.json"),
      type: "Api",
      skipTypeCheck: true,
      additionalProperties: false,
      jsDoc: "none",
      sortProps: true,
    }).createSchema("Api");
    return `${JSON.stringify(schema)}\n`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const schema = generate();
if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== schema) {
    console.error(
      "sandbox/telegram/bot-api.schema.json is stale: run node --import tsx tests/checks/telegram-schema.ts",
    );
    process.exitCode = 1;
  }
} else writeFileSync(target, schema);
