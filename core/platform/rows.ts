import { createHash } from "node:crypto";
import { TypeOverrides, types, type Pool, type PoolClient, type QueryResultRow } from "pg";
import { Prisma } from "../../prisma/generated/client.ts";
import type { Db } from "./database.ts";

/**
 * Statements beyond this number are sent unprepared: each connection keeps every prepared one in the server's
 * memory, and lists of many lengths make many statements.
 */
const MAX_PREPARED = 500;

/** The name under which a statement is prepared. */
export type NameStatement = (query: { sql: string }) => string;

/** Names the statements of a pool by what they say, so that each connection parses and plans them once. */
export function statementNames(): NameStatement {
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

/** Runs a statement on a connection, past Prisma's engine. */
type Run = <Row extends QueryResultRow>(statement: Prisma.Sql) => Promise<Row[]>;
/** How statements run beside what Prisma does: by the client, or by the transaction in which they run. */
const runs = new WeakMap<Db, Run>();
/** As pg reads values, but for 64-bit integers, of which it makes strings. */
const readers = new TypeOverrides();
readers.setTypeParser(types.builtins.INT8, BigInt);

const runOn =
  (connection: Pick<PoolClient, "query">, nameOf: NameStatement): Run =>
  async <Row extends QueryResultRow>({ text, values }: Prisma.Sql) => {
    const name = nameOf({ sql: text });
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
  async <Row extends QueryResultRow>(strings: readonly string[], ...values: unknown[]): Promise<Row[]> => {
    const statement = Prisma.sql(strings, ...values);
    const known = runs.get(db);
    // A client that something stands in front of is in no transaction, and has no connection to be asked for.
    if (!known && "$connect" in db) return db.$queryRaw<Row[]>(statement);
    const run = known ?? (await runIn(db));
    return run<Row>(statement);
  };

/** Statements beside what a client of Prisma does go to the same pool. */
export const runOnPool = (client: Db, pool: Pool, nameOf: NameStatement): void =>
  void runs.set(client, runOn(pool, nameOf));

/** Questions of transactions for their connections, by the words in which they are asked. */
const questions = new Map<string, (run: Run) => void>();
let asked = 0;

/**
 * Prisma does not say on which connection a transaction is. It is asked by a statement that never leaves. (An
 * AsyncLocalStorage would tell, and makes every promise of the process cost three times as much.)
 */
async function runIn(tx: Db): Promise<Run> {
  const question = `-- connection ${++asked}`;
  let run: Run | undefined;
  questions.set(question, (answer) => void (run = answer));
  try {
    await tx.$executeRawUnsafe(question);
  } finally {
    questions.delete(question);
  }
  if (!run) throw new Error("a transaction without a connection");
  runs.set(tx, run);
  return run;
}

/** Lets what runs on one connection wait for one another. */
export type InTurn = <Query, Answer>(
  run: (query: Query) => Promise<Answer>,
) => (query: Query) => Promise<Answer>;

/**
 * Answers the question of a transaction that runs on a connection. Returns whether a statement was one: then it is
 * not to be run.
 */
export function answering(
  client: PoolClient,
  nameOf: NameStatement,
  inTurn: InTurn,
): (sql: string) => boolean {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each statement has rows of its own
  const run = inTurn(runOn(client, nameOf)) as Run;
  return (sql) => {
    const answer = questions.get(sql);
    answer?.(run);
    return answer !== undefined;
  };
}
