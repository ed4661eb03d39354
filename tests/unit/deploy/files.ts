import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";

export const ROOT = join(import.meta.dirname, "../../..");

export const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** The documents of a YAML file; throws what is wrong with it. */
export function documents(path: string): unknown[] {
  return parseAllDocuments(read(path), { merge: true }).map((document) => {
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS() as unknown;
  });
}

/** What `deploy/kubernetes` holds, by file. */
export const manifests = (): { file: string; document: unknown }[] =>
  readdirSync(join(ROOT, "deploy/kubernetes"))
    .filter((name) => name.endsWith(".yaml"))
    .flatMap((name) => documents(`deploy/kubernetes/${name}`).map((document) => ({ file: name, document })));

/** Every object in it, however deep. */
export function* objects(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objects(inner);
}
