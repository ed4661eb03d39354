/**
 * What a migration must not do beside a service of the version before: prisma/README.md has the rules in words. Looks at
 * statements by their form; what a statement means for the data, only its author knows.
 */
import { isConcurrent, isContract, type Migration } from "../../prisma/migrations.ts";
import { statementsOf } from "../../prisma/statements.ts";

/** The last migration before there were rules. */
export const BEFORE_RULES = "20261122000600_identity_aliases";

/** What takes away from the version before. */
const TAKES = ["drops", "renames", "retypes", "demands"] as const;
/** What holds up everybody who comes to the table. */
const HOLDS = ["locks", "scans", "rewrites"] as const;
type Rule = (typeof TAKES)[number] | (typeof HOLDS)[number];

/** Sentences about what a migration may not do; none: it may. */
export function problemsOf(migration: Migration): string[] {
  const statements = statementsOf(migration.sql).map(plain);
  const problems = isConcurrent(migration) ? concurrently(statements) : [];
  const fresh = new Set(statements.flatMap((statement) => created(statement)));
  for (const statement of statements) {
    for (const { rule, why } of broken(statement, fresh)) {
      const begin = statement.length > 70 ? `${statement.slice(0, 70)}…` : statement;
      if (!new RegExp(`^-- allowed: ${rule}: \\S.{9,}$`, "m").test(migration.sql))
        problems.push(`"${begin}" ${rule}: ${why}; else write why: -- allowed: ${rule}: …`);
      else if (isTaking(rule) && !isContract(migration.name))
        problems.push(
          `"${begin}" ${rule}, which is a step of its own: its folder's name has to end in _contract`,
        );
    }
  }
  return problems.map((problem) => `${migration.name}: ${problem}.`);
}

const isTaking = (rule: Rule): boolean => TAKES.some((taking) => taking === rule);

/** In small letters, on one line, strings and bodies emptied: what is left is form. */
const plain = (statement: string): string =>
  statement
    .replaceAll(/(\$\w*\$)[\s\S]*?\1/g, "''")
    .replaceAll(/'(?:[^']|'')*'/g, "''")
    .replaceAll('"', "")
    .replaceAll(/\s+/g, " ")
    .toLowerCase();

/** The table that a statement makes: nobody uses it yet. */
function created(statement: string): string[] {
  const [, table] = /^create (?:unlogged )?table (?:if not exists )?([\w.]+)/.exec(statement) ?? [];
  return table === undefined ? [] : [table];
}

/** Statements outside a transaction: a process that dies between two of them leaves the rest to the next. */
function concurrently(statements: readonly string[]): string[] {
  const problems: string[] = [];
  for (const [index, statement] of statements.entries()) {
    const [, name] = /^create (?:unique )?index concurrently (\w+) on /.exec(statement) ?? [];
    if (name !== undefined) {
      if (statements[index - 1] !== `drop index concurrently if exists ${name}`)
        problems.push(
          `the index ${name} has to be dropped (concurrently, if exists) right before it is built: a build that broke off leaves an invalid one`,
        );
    } else if (!/^drop index concurrently if exists \w+$/.test(statement)) {
      problems.push(
        "beside indexes that are built concurrently nothing else may stand: it is no transaction",
      );
    }
  }
  return problems;
}

interface Broken {
  readonly rule: Rule;
  readonly why: string;
}

function broken(statement: string, fresh: ReadonlySet<string>): Broken[] {
  const table = /^alter table (?:if exists )?(?:only )?([\w.]+) (.*)$/.exec(statement);
  if (table) {
    const [, name = "", actions = ""] = table;
    return fresh.has(name) ? [] : actionsOf(actions).flatMap(action);
  }
  const [, indexed] =
    /^create (?:unique )?index (?!concurrently )(?:if not exists )?(?:\w+ )?on (?:only )?([\w.]+)/.exec(
      statement,
    ) ?? [];
  if (indexed !== undefined)
    return fresh.has(indexed)
      ? []
      : [
          {
            rule: "locks",
            why: "nobody can write meanwhile; create index concurrently, in a file of its own",
          },
        ];
  const [, written] = /^(?:update|delete from|truncate(?: table)?) (?:only )?([\w.]+)/.exec(statement) ?? [];
  if (written !== undefined)
    return fresh.has(written)
      ? []
      : [{ rule: "locks", why: "its rows are held until the end; fill them in portions, from the service" }];
  return FORMS.filter(([form]) => form.test(statement)).map(([, rule, why]) => ({ rule, why }));
}

const USED = "the version before uses it; take it away in a later version";

const FORMS: readonly (readonly [RegExp, Rule, string])[] = [
  [/^drop (?:table|view|materialized view|type|schema|sequence|function|domain) /, "drops", USED],
  [/^drop index (?!concurrently )/, "locks", "drop index concurrently, in a file of its own"],
  [/^alter type \S+ (?:rename|drop)/, "renames", USED],
  [/^alter (?:view|sequence|function|index|schema) .* rename /, "renames", USED],
  [/^(?:lock|cluster|vacuum full|refresh materialized view (?!concurrently))/, "locks", "it stops everybody"],
  [/^reindex (?!.*concurrently)/, "locks", "reindex concurrently"],
];

/** By the commas that are in no parentheses. */
function actionsOf(text: string): string[] {
  const actions = [""];
  let depth = 0;
  for (const letter of text) {
    if (letter === "(") depth += 1;
    if (letter === ")") depth -= 1;
    if (letter === "," && depth === 0) actions.push("");
    else actions[actions.length - 1] += letter;
  }
  return actions.map((action) => action.trim());
}

/** What an action of ALTER TABLE breaks, on a table that is in use. */
function action(text: string): Broken[] {
  return ACTIONS.filter(([form]) => form.test(text)).map(([, rule, why]) => ({ rule, why }));
}

const ACTIONS: readonly (readonly [RegExp, Rule, string])[] = [
  [/^drop (?!constraint )/, "drops", USED],
  [/^rename /, "renames", USED],
  [/^alter (?:column )?\w+ (?:set data )?type /, "retypes", "add another column, and go over to it"],
  [/^alter (?:column )?\w+ (?:set not null|drop default)/, "demands", "the version before leaves it empty"],
  [
    /^add (?:column )?(?!constraint |check|unique|primary|foreign|exclude)(?!.* default ).* not null/,
    "demands",
    "the version before leaves it empty; give it a default",
  ],
  [
    /^add (?:column )?.* default (?!\(?(?:''|-?[\d.]+|true|false|null|array\[\]))/,
    "rewrites",
    "a default that has to be worked out rewrites every row; add the column, then fill it in portions",
  ],
  [/^add .*generated always as/, "rewrites", "every row is written anew"],
  [
    /^add (?:constraint \w+ )?(?:check|foreign key)(?!.* not valid$)/,
    "scans",
    "all rows are read under a lock; add it not valid, and validate it in the next migration",
  ],
  [
    /^add (?:constraint \w+ )?(?:unique|primary key|exclude)(?! using index )/,
    "locks",
    "build the index concurrently first, and add the constraint using it",
  ],
  [/^(?:set (?:un)?logged|set tablespace|attach partition)/, "locks", "it stops everybody"],
];
