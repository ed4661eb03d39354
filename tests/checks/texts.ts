/**
 * Checks the texts: every key in every language, with the same variables, used by the code and given what it needs.
 * Prints each finding as `file:line: what`, and fails when there is one.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { FluentParser, Visitor, type Message, type Term } from "@fluent/syntax";
import { textFiles } from "../../core/platform/fluent.ts";
import { locales } from "../../core/platform/locale.ts";
import { textUses, type Use } from "./text-uses.ts";

export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
}

/** A message or term of one language. */
interface Entry {
  readonly key: string;
  readonly file: string;
  readonly line: number;
  readonly variables: ReadonlySet<string>;
  /** Messages and terms (`-name`) it is made of. */
  readonly parts: ReadonlySet<string>;
}

/** Folders whose wings have texts, each a set of its own: one folder's code knows nothing of another's keys. */
const folders = ["bots", "webhooks", "sandbox/gateways"];

/** Checks what stands below a root: `.ftl` files of all languages against each other and against the code. */
export function checkTexts(root: string): Finding[] {
  return folders
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => checkFolder(root, folder));
}

function checkFolder(root: string, folder: string): Finding[] {
  const findings: Finding[] = [];
  const languages = locales.map((locale) => ({
    locale,
    entries: readLanguage(root, folder, locale, findings),
  }));
  compare(languages, findings);
  const [first] = languages;
  if (first) compareWithCode(folder, first.entries, findings);
  return findings.map((finding) => ({ ...finding, file: relative(root, finding.file) }));
}

function readLanguage(root: string, folder: string, locale: string, findings: Finding[]): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const file of textFiles(folder, locale)) {
    const source = readFileSync(file, "utf8");
    for (const entry of new FluentParser().parse(source).body) {
      if (entry.type === "Junk") {
        const line = lineOf(source, entry.span?.start ?? 0);
        const said = entry.annotations.map((annotation) => annotation.message).join(" ");
        findings.push({ file, line, problem: `not Fluent: ${said}` });
      }
      if (entry.type !== "Message" && entry.type !== "Term") continue;
      const line = lineOf(source, entry.id.span?.start ?? 0); // the entry's own span begins at its comment
      const read = readEntry(entry, file, line);
      const other = entries.get(read.key);
      if (other)
        findings.push({ file, line, problem: `${read.key} is already in ${relative(root, other.file)}` });
      if (!entry.value) findings.push({ file, line, problem: `${read.key} says nothing` });
      entries.set(read.key, read);
    }
  }
  return entries;
}

function readEntry(entry: Message | Term, file: string, line: number): Entry {
  const variables = new Set<string>();
  const parts = new Set<string>();
  class Reader extends Visitor {
    override visitVariableReference = (node: { id: { name: string } }) => void variables.add(node.id.name);
    override visitMessageReference = (node: { id: { name: string } }) => void parts.add(node.id.name);
    override visitTermReference = (node: { id: { name: string } }) => void parts.add(`-${node.id.name}`);
  }
  new Reader().visit(entry);
  return { key: entry.type === "Term" ? `-${entry.id.name}` : entry.id.name, file, line, variables, parts };
}

function compare(
  languages: readonly { locale: string; entries: ReadonlyMap<string, Entry> }[],
  findings: Finding[],
): void {
  for (const { locale, entries } of languages) {
    for (const entry of entries.values()) {
      for (const part of entry.parts) {
        if (!entries.has(part))
          findings.push({ ...entry, problem: `${entry.key} refers to ${part}, which is not there` });
      }
      for (const other of languages) {
        const twin = other.entries.get(entry.key);
        // Terms are a language's own affair: one may need a case that another has not.
        if (!twin && !entry.key.startsWith("-")) {
          findings.push({ ...entry, problem: `${entry.key} (${locale}) is missing in ${other.locale}` });
        }
        if (!twin || other.locale === locale) continue;
        const extra = [...allVariables(entry, entries)].filter(
          (name) => !allVariables(twin, other.entries).has(name),
        );
        for (const name of extra) {
          findings.push({
            ...entry,
            problem: `${entry.key} (${locale}) has $${name}, which ${other.locale} has not`,
          });
        }
      }
    }
  }
}

function compareWithCode(folder: string, entries: ReadonlyMap<string, Entry>, findings: Finding[]): void {
  const used = new Set<string>();
  for (const file of codeFiles(folder)) {
    const uses = textUses(readFileSync(file, "utf8"));
    for (const literal of uses.literals) if (entries.has(literal)) used.add(literal);
    for (const use of uses.calls) {
      for (const problem of judge(use, entries, used)) findings.push({ file, line: use.line, problem });
    }
  }
  const reached = reach(used, entries);
  for (const entry of entries.values()) {
    if (!reached.has(entry.key)) findings.push({ ...entry, problem: `${entry.key} is used nowhere` });
  }
}

function* judge(use: Use, entries: ReadonlyMap<string, Entry>, used: Set<string>): Generator<string> {
  if (use.open) {
    const family = [...entries.keys()].filter((key) => key.startsWith(use.key));
    if (family.length === 0) yield `no text begins with ${use.key}`;
    for (const key of family) used.add(key);
    return;
  }
  const entry = entries.get(use.key);
  if (!entry) {
    yield `no text ${use.key}`;
    return;
  }
  if (!use.args) return;
  const variables = allVariables(entry, entries);
  for (const name of variables) if (!use.args.includes(name)) yield `${use.key} is not given $${name}`;
  for (const name of use.args)
    if (!variables.has(name)) yield `${use.key} is given $${name}, which it has not`;
}

/** Keys that the code uses, and whatever those are made of. */
function reach(used: ReadonlySet<string>, entries: ReadonlyMap<string, Entry>): Set<string> {
  const reached = new Set(used);
  for (const key of reached) for (const part of entries.get(key)?.parts ?? []) reached.add(part); // a set grows while read
  return reached;
}

/** Variables of a message and of the messages it is made of; a term's are given where it is referred to. */
function allVariables(entry: Entry, entries: ReadonlyMap<string, Entry>): Set<string> {
  const keys = [...reach(new Set([entry.key]), entries)].filter((key) => !key.startsWith("-"));
  return new Set(keys.flatMap((key) => [...(entries.get(key)?.variables ?? [])]));
}

function codeFiles(folder: string): string[] {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true });
  return files
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const lineOf = (source: string, at: number): number => source.slice(0, at).split("\n").length;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const findings = checkTexts(process.argv[2] ?? fileURLToPath(new URL("../..", import.meta.url)));
  for (const { file, line, problem } of findings) console.error(`${file}:${line}: ${problem}`);
  if (findings.length > 0) process.exitCode = 1;
  else console.log(`Texts: ${locales.join(", ")} agree with each other and with the code.`);
}
