import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  connect,
  inTransaction,
  isTransaction,
  savepoint,
  violated,
} from "../../../core/platform/database.ts";
import { testDatabase, type TestDatabase } from "../../support/database.ts";

let own: TestDatabase;
beforeAll(async () => {
  own = await testDatabase();
  await own.db.$executeRaw`create extension if not exists btree_gist`;
  await own.db.$executeRaw`create table room (name text constraint room_name_key unique)`;
  await own.db.$executeRaw`
    create table stay (
      room text not null constraint stay_room_fkey references room (name),
      nights int4range not null,
      guests int not null constraint stay_guests_check check (guests > 0),
      constraint stay_overlap exclude using gist (room with =, nights with &&)
    )`;
  await own.db.$executeRaw`insert into room values ('blue')`;
  await own.db.$executeRaw`insert into stay values ('blue', '[1,5)', 2)`;
});
afterAll(() => own.drop());

const ABSENT = "00000000-0000-4000-8000-000000000009";
const person = {
  id: "00000000-0000-4000-8000-000000000001",
  channel: "telegram",
  createdAt: new Date("2026-01-01T00:00:00Z"),
} as const;

const constraint = (query: Promise<unknown>) => query.then(() => "nothing was violated", violated);

const names = async () =>
  (await own.db.$queryRaw<{ name: string }[]>`select name from room`).map((row) => row.name);

describe("a violated constraint", () => {
  it.each([
    ["a unique key", "insert into room values ('blue')", "room_name_key"],
    ["a missing parent", "insert into stay values ('red', '[7,8)', 1)", "stay_room_fkey"],
    ["a remaining child", "delete from room", "stay_room_fkey"],
    ["a check", "insert into stay values ('blue', '[7,8)', 0)", "stay_guests_check"],
    ["an exclusion", "insert into stay values ('blue', '[2,3)', 1)", "stay_overlap"],
    ["an error of another kind", "select 1/0", undefined],
  ])("is named for %s of a raw query", async (_, sql, name) => {
    expect(await constraint(own.db.$executeRawUnsafe(sql))).toBe(name);
  });

  it("is named for a query of the client", async () => {
    await own.db.person.create({ data: person });
    expect(await constraint(own.db.person.create({ data: person }))).toBe("person_pkey");
    const absent = { channel: "telegram", externalId: "1", personId: ABSENT } as const;
    expect(
      await constraint(own.db.identity.create({ data: { ...absent, createdAt: person.createdAt } })),
    ).toBe("identity_person_id_fkey");
  });

  it("is undefined for what is no error of the database", () => {
    expect(violated(new Error('violates check constraint "x"'))).toBeUndefined();
    expect(violated(undefined)).toBeUndefined();
  });
});

describe("a transaction", () => {
  it("is undone when the work fails", async () => {
    const work = inTransaction(own.db, async (tx) => {
      await tx.$executeRaw`insert into room values ('undone')`;
      throw new Error("changed my mind");
    });
    await expect(work).rejects.toThrow("changed my mind");
    expect(await names()).not.toContain("undone");
  });

  it("is not opened inside another", async () => {
    const work = inTransaction(own.db, async (outer) => {
      expect(isTransaction(outer)).toBe(true);
      await inTransaction(outer, (inner) => inner.$executeRaw`insert into room values ('nested')`);
      throw new Error("the outer one fails");
    });
    await expect(work).rejects.toThrow("the outer one fails");
    expect(await names()).not.toContain("nested");
  });

  it("goes on after a part of it failed in the database", async () => {
    await inTransaction(own.db, async (tx) => {
      await tx.$executeRaw`insert into room values ('before')`;
      const part = savepoint(tx, async () => {
        await tx.$executeRaw`insert into room values ('inside')`;
        await savepoint(tx, (tx) => tx.$executeRaw`insert into room values ('deeper')`);
        await tx.$executeRaw`insert into room values ('blue')`;
      });
      expect(violated(await part.catch((error: unknown) => error))).toBe("room_name_key");
      await savepoint(tx, (tx) => tx.$executeRaw`insert into room values ('after')`);
    });
    expect(await names()).toEqual(expect.arrayContaining(["before", "after"]));
    expect(await names()).not.toContain("inside");
    expect(await names()).not.toContain("deeper");
  });
});

it("prepares a statement once for each connection", async () => {
  const db = connect(own.url, { max: 1 });
  for (let i = 0; i < 3; i++) await db.$queryRaw`select ${i}::int as i`;
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    select count(*) from pg_prepared_statements where statement like 'select $1::int as i'`;
  await db.$disconnect();
  expect(row?.count).toBe(1n);
});
