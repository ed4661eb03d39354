import { describe, expect, it } from "vitest";
import { statementsOf } from "../../../prisma/statements.ts";
import { problemsOf } from "../../checks/migration-rules.ts";

const broken = (sql: string, name = "20270101000000_step") => problemsOf({ name, sql });
/** The rules that a script breaks, by their names. */
const rules = (sql: string) => broken(sql).map((problem) => /" (\w+):/.exec(problem)?.[1] ?? problem);

describe("a migration beside a service of the version before", () => {
  it.each([
    "alter table pet add column colour text",
    `alter table "pet" add column "colour" text not null default 'grey', add column age integer not null default 0`,
    "alter table pet alter column name drop not null",
    "alter table pet drop constraint pet_name_check",
    "alter table pet add constraint pet_age check (age >= 0) not valid",
    "alter table pet validate constraint pet_age",
    "alter table pet add constraint pet_chip_key unique using index pet_chip_key",
    "create table toy (id uuid primary key, pet uuid not null references pet(id)); create index toy_pet on toy (pet)",
    "create table toy (id uuid); alter table toy add column name text not null; alter table toy rename to game",
    "alter type channel add value 'viber'",
    "create function f() returns trigger language plpgsql as $$ begin drop table pet; return new; end $$",
    "drop index concurrently if exists pet_chip; create unique index concurrently pet_chip on pet (chip)",
  ])("may: %s", (sql) => expect(broken(sql)).toEqual([]));

  it.each([
    ["drop table pet", "drops"],
    ["alter table pet drop column name", "drops"],
    ["alter table pet drop name", "drops"],
    ["drop type channel", "drops"],
    ["alter table pet rename column name to title", "renames"],
    ["ALTER TABLE pet RENAME TO animal", "renames"],
    ["alter type channel rename value 'a' to 'b'", "renames"],
    ["alter table pet alter column age type bigint", "retypes"],
    ["alter table pet alter column name set not null", "demands"],
    ["alter table pet alter column name drop default", "demands"],
    ["alter table pet add column colour text, add column chip text not null", "demands"],
    ["alter table pet add column chip uuid not null default gen_random_uuid()", "rewrites"],
    ["alter table pet add column seen timestamptz default now()", "rewrites"],
    ["create index pet_name on pet (name)", "locks"],
    ["create unique index if not exists pet_name on pet (name)", "locks"],
    ["drop index pet_name", "locks"],
    ["alter table pet add constraint pet_name_key unique (name)", "locks"],
    ["alter table pet add constraint pet_age check (age >= 0)", "scans"],
    ["alter table pet add constraint pet_owner foreign key (owner) references person (id)", "scans"],
    ["update pet set name = 'x'", "locks"],
    ["lock table pet", "locks"],
  ])("may not: %s", (sql, rule) => expect(rules(sql)).toEqual([rule]));

  it("may, where it is written why it is no harm", () => {
    const sql = "-- allowed: locks: a table of a few rows\ncreate index clinic_name on clinic (name)";
    expect(broken(sql)).toEqual([]);
    expect(broken(sql.replace("locks", "drops"))).toHaveLength(1);
    expect(broken(sql.replace("a table of a few rows", ""))).toHaveLength(1);
  });

  it("may take away, said and in a step that is named so", () => {
    const sql = "-- allowed: drops: nothing has read it since 1.4\nalter table pet drop column name";
    expect(broken(sql)).toEqual([expect.stringContaining("_contract")]);
    expect(broken(sql, "20270101000000_name_contract")).toEqual([]);
    expect(broken("drop table pet", "20270101000000_name_contract")).toHaveLength(1);
  });

  it("builds an index concurrently so that it can begin anew, and does nothing else in that file", () => {
    expect(broken("create index concurrently pet_chip on pet (chip)")).toEqual([
      expect.stringContaining("dropped"),
    ]);
    const both = "drop index concurrently if exists a; create index concurrently a on pet (chip); select 1";
    expect(broken(both)).toEqual([expect.stringContaining("no transaction")]);
  });
});

it("finds statements among comments, strings and bodies", () => {
  const script = `-- one; two
    select 'a;b' /* c; */ ; create function f() as $x$ begin; end; $x$;;
    select "d;e"`;
  expect(statementsOf(script)).toEqual([
    "select 'a;b'",
    "create function f() as $x$ begin; end; $x$",
    'select "d;e"',
  ]);
});
