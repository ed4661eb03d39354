/**
 * Requests, results and updates checked against the schema made from `@grammyjs/types` (tests/checks/telegram-schema.ts).
 * A reader of just the subset that the generator writes: about 2 µs a check, where Ajv takes seconds to compile.
 */
import { readFileSync } from "node:fs";
import type { ApiMethods, Opts } from "grammy/types";

export type MethodName = keyof ApiMethods;

interface Schema {
  $ref?: string;
  anyOf?: Schema[];
  not?: unknown;
  const?: unknown;
  enum?: unknown[];
  type?: string | string[];
  items?: Schema | Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
}

const file: { definitions: Record<string, Schema> } = JSON.parse(
  readFileSync(new URL("./bot-api.schema.json", import.meta.url), "utf8"),
);
const definitions = file.definitions;

function definition(name: string): Schema {
  const found = definitions[name];
  if (!found) throw new Error(`The schema has no definition of ${name}`);
  return found;
}

function resolve(schema: Schema): Schema {
  let at = schema;
  while (at.$ref !== undefined) at = definition(decodeURIComponent(at.$ref.slice("#/definitions/".length)));
  return at;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether the fixed values of a variant, such as the `type` of an entity, are those of the value. */
function isMeant(variant: Schema, value: unknown): boolean {
  const { properties } = resolve(variant);
  if (!isObject(value) || !properties) return true;
  return Object.entries(properties).every(([name, property]) => {
    const { const: fixed, enum: several = fixed === undefined ? undefined : [fixed] } = resolve(property);
    return several === undefined || value[name] === undefined || several.includes(value[name]);
  });
}

/** Of several complaints the deepest counts, of the variant that was meant if there is one. */
function checkVariants(
  variants: Schema[],
  value: unknown,
  path: string,
  strict: boolean,
): string | undefined {
  let best: string | undefined;
  let depth = -1;
  const meant = variants.filter((variant) => isMeant(variant, value));
  if (meant.length === 0) return `${path || "."} is of no known kind`;
  for (const variant of meant) {
    const problem = check(variant, value, path, strict);
    if (problem === undefined) return undefined;
    const here = problem.split(" ")[0]?.length ?? 0;
    if (here > depth) [best, depth] = [problem, here];
  }
  return best;
}

function checkObject(schema: Schema, value: Record<string, unknown>, path: string, strict: boolean) {
  for (const name of schema.required ?? [])
    if (value[name] === undefined) return `${path}/${name} is missing`;
  for (const [name, part] of Object.entries(value)) {
    if (part === undefined) continue;
    const known = schema.properties?.[name];
    const problem = known
      ? check(known, part, `${path}/${name}`, strict)
      : strict && schema.additionalProperties === false
        ? `${path}/${name} is unknown`
        : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** What is wrong with `value`, or nothing. Not strict: unknown fields pass, as on the real server. */
function check(reference: Schema, value: unknown, path: string, strict: boolean): string | undefined {
  const schema = resolve(reference);
  const here = path || ".";
  if (schema.anyOf) return checkVariants(schema.anyOf, value, path, strict);
  if (schema.not !== undefined) return `${here} must be absent`;
  if ("const" in schema && schema.const !== value) return `${here} must be ${JSON.stringify(schema.const)}`;
  if (schema.enum && !schema.enum.includes(value))
    return `${here} must be one of ${schema.enum.slice(0, 8).join(", ")}`;
  const kind = kindOf(value);
  if (schema.type !== undefined && ![schema.type].flat().includes(kind))
    return `${here} must be ${[schema.type].flat().join(" or ")}, is ${kind}`;
  if (Array.isArray(value) && schema.items && !Array.isArray(schema.items)) {
    for (const [index, item] of value.entries()) {
      const problem = check(schema.items, item, `${path}/${index}`, strict);
      if (problem !== undefined) return problem;
    }
  }
  return isObject(value) && schema.properties ? checkObject(schema, value, path, strict) : undefined;
}

function part(definitionName: "Params" | "Results", method: string): Schema {
  return definition(definitionName).properties?.[method] ?? {};
}

const names = new Map(
  Object.keys(definition("Params").properties ?? {}).map((name) => [name.toLowerCase(), name]),
);

function isMethodName(name: string): name is MethodName {
  return names.get(name.toLowerCase()) === name;
}

/** Method names are case-insensitive. */
export function methodNamed(name: string): MethodName | undefined {
  const exact = names.get(name.toLowerCase());
  return exact !== undefined && isMethodName(exact) ? exact : undefined;
}

/** The complaint about a request, or nothing. */
export function checkParams(method: MethodName, value: unknown, strict: boolean): string | undefined {
  return check(part("Params", method), value, "", strict);
}

export function isParams<M extends MethodName>(method: M, value: unknown): value is Opts<M> {
  return checkParams(method, value, false) === undefined;
}

/**
 * The complaint about a result, or nothing. The kinds of messages in `@grammyjs/types` leave out fields that any message
 * can have (`media_group_id` of documents, buttons of invoices): those are held against the whole Message instead.
 */
export function checkResult(method: MethodName, value: unknown): string | undefined {
  const problem = check(part("Results", method), value, "", true);
  if (problem === undefined || !problem.endsWith("is unknown")) return problem;
  const lenient = check(part("Results", method), value, "", false);
  const messages = Array.isArray(value) ? value : [value];
  return lenient ?? messages.map((each) => check(definition("Message"), each, "", true)).find(Boolean);
}

export function checkUpdate(value: unknown): string | undefined {
  return check(definition("Update"), value, "", true);
}

/** Values of an enumeration in the schema, e.g. the emoji that may be reactions. */
export function allowedValues(definitionName: string, property: string): unknown[] {
  return definition(definitionName).properties?.[property]?.enum ?? [];
}

function typesOf(reference: Schema): Set<string> {
  const schema = resolve(reference);
  const types = [schema.type ?? typeof (schema.const ?? schema.enum?.[0])].flat();
  return new Set(schema.anyOf ? schema.anyOf.flatMap((variant) => [...typesOf(variant)]) : types);
}

/** Form fields and query strings are text: gives them the types that the method's schema asks for. */
export function coerce(method: MethodName, params: Record<string, unknown>): Record<string, unknown> {
  const properties = part("Params", method).properties ?? {};
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const schema = properties[name];
      if (typeof value !== "string" || !schema) return [name, value];
      const types = typesOf(schema);
      const number = types.has("number") && /^-?\d+(\.\d+)?$/.test(value);
      const structure = (types.has("object") || types.has("array")) && /^\s*[[{]/.test(value);
      if (types.has("string") && !number && !structure) return [name, value];
      try {
        return [name, JSON.parse(value)];
      } catch {
        return [name, value]; // Left as text: the check will say what is wrong with it.
      }
    }),
  );
}
