import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import { TypeOverrides, types, type Pool, type PoolClient, type QueryResultRow } from "pg";
import { Prisma } from "../../prisma/generated/client.ts";
import type { Db } from "./database.ts";

/**
 * Statements beyond this number are sent unprepared: each connection keeps every prepared one in the server's
 * memory, and lists of many lengths make many statements.
 */
const MAX_PREPARED = 500;

/** Names a statement by what it says, so that a connection parses and plans it once. */
function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    // An empty name is Postgres' unnamed statement.
    if (names.size >= MAX_PREPARED) return "";
    const name = createHash("sha256").update(sql).digest("base64url").slice(0, 24);
    names.set(sql, name);
    return name;
  };
}
/** The name under which a statement is prepared. */
export const statementName = statementNames();

/** Runs a statement on a connection, past Prisma's engine. */
type Run = <Row extends QueryResultRow>(statement: Prisma.Sql) => Promise<Row[]>;
/** How statements run beside what Prisma does: by the client, or by the transaction in which they run. */
const runs = new WeakMap<Db, Run>();
/** The transaction that Prisma is about to start. */
const starting = new AsyncLocalStorage<{ run?: Run }>();

/** As pg reads values, but for 64-bit integers, of which it makes strings. */
const readers = new TypeOverrides();
readers.setTypeParser(types.builtins.INT8, BigInt);

const runOn =
  (connection: Pick<PoolClient, "query">): Run =>
  async <Row extends QueryResultRow>({ text, values }: Prisma.Sql) => {
    const name = statementName({ sql: text });
    const result = await connection.query<Row>({ ...(name && { name }), text, values, types: readers });
    return result.rows;
  };

/**
 * Runs a statement of the paths that everything takes, on the connection and in the transaction of `db`, and returns its
 * rows: past Prisma's engine, which costs more than the statement does where it stands for hundreds of rows. What it
 * throws is pg's.
 *
 *     const late = await rowsOf(core.db)<{ id: string }>`select id from outbox where due_at < ${now}`;
 */
export const rowsOf =
  (db: Db) =>
  <Row extends QueryResultRow>(strings: readonly string[], ...values: unknown[]): Promise<Row[]> => {
    const statement = Prisma.sql(strings, ...values);
    const run = runs.get(db);
    return run ? run<Row>(statement) : db.$queryRaw<Row[]>(statement);
  };

/** Statements beside what a client of Prisma does go to the same pool. */
export const runOnPool = (client: Db, pool: Pool): void => void runs.set(client, runOn(pool));

/** Lets what runs on one connection wait for one another. */
export type InTurn = <Query, Answer>(
  run: (query: Query) => Promise<Answer>,
) => (query: Query) => Promise<Answer>;

/** A transaction has started on a connection: statements beside what Prisma does in it go to the same, in their turn. */
export function startedOn(client: PoolClient, inTurn: InTurn): void {
  const slot = starting.getStore();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each statement has rows of its own
  if (slot) slot.run = inTurn(runOn(client)) as Run;
}

/** Does work in which one transaction starts. `begun` is to be told of it. */
export function inStarted<T>(work: (begun: <Tx extends Db>(tx: Tx) => Tx) => Promise<T>): Promise<T> {
  const slot: { run?: Run } = {};
  return starting.run(slot, () =>
    work((tx) => {
      if (slot.run) runs.set(tx, slot.run);
      return tx;
    }),
  );
}
