import type { z } from "zod";
import { contradictions, type Mistake } from "./contradictions.ts";
import { catalogFile, type Catalog } from "./format.ts";
import { readYaml, type Path } from "./yaml.ts";

export type CheckedCatalog =
  | { readonly catalog: Catalog }
  /** Sentences, each with the line and the path of the mistake, in the order of the file. */
  | { readonly problems: readonly string[] };

/** Reads a catalogue file and tells all its mistakes at once. What it finds right can be imported. */
export function checkCatalog(source: string): CheckedCatalog {
  const file = readYaml(source);
  if ("problems" in file) return file;
  const parsed = catalogFile.safeParse(file.value, { error: inWords });
  const mistakes = contradictions(file.value);
  if (!parsed.success) mistakes.push(...parsed.error.issues.flatMap(mistakesOf));
  if (!parsed.success || mistakes.length > 0) {
    const placed = mistakes.map(({ path, message }) => ({ line: file.lineOf(path), path, message }));
    placed.sort((one, other) => one.line - other.line);
    return {
      problems: placed.map(({ line, path, message }) => `line ${line}: ${written(path)} ${message}.`),
    };
  }
  return { catalog: parsed.data };
}

function mistakesOf(issue: z.core.$ZodIssue): Mistake[] {
  const path = issue.path.filter((key) => typeof key !== "symbol");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key], message: "is not a field of a catalogue" }));
  }
  if (issue.code === "invalid_key") return issue.issues.map(({ message }) => ({ path, message }));
  return [{ path, message: issue.message }];
}

/** Says what zod finds in words that go on after the path. The format's own messages take precedence. */
function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return "is missing";
  if (issue.code === "invalid_type")
    return issue.expected === "record" || issue.expected === "object"
      ? "must have fields of its own"
      : `must be ${kinds[issue.expected] ?? "something else"}`;
  if (issue.code === "too_small")
    return issue.origin === "array" ? "must not be empty" : `must be at least ${issue.minimum}`;
  if (issue.code === "too_big") return `must be at most ${issue.maximum}`;
  return undefined;
}

const kinds: Readonly<Record<string, string>> = {
  string: "a text (in quotes, if it looks like a number)",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
};

/** packages[0].title.ru */
function written(path: Path): string {
  if (path.length === 0) return "the file";
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : index > 0 ? `.${key}` : key))
    .join("");
}
