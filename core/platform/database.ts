import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import type { Transaction } from "@prisma/driver-adapter-utils";
import * as z from "zod";
import type { PoolConfig } from "pg";
import { Prisma, PrismaClient } from "../../prisma/generated/client.ts";

/** The database, or one transaction in it: what a use case is handed. */
export type Db = PrismaClient | Prisma.TransactionClient;

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

/**
 * Prisma reads the relations of an `include` side by side. A transaction is one connection, and pg wants the answer to
 * one query before it is given the next.
 */
class OrderlyPostgres extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => oneAtATime(await start(level));
    return adapter;
  }
}

function oneAtATime<T extends Transaction>(transaction: T): T {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn =
    <Query, Answer>(run: (query: Query) => Promise<Answer>) =>
    (query: Query): Promise<Answer> => {
      const answer = last.then(() => run(query));
      last = answer.catch(() => undefined);
      return answer;
    };
  transaction.queryRaw = inTurn(transaction.queryRaw.bind(transaction));
  transaction.executeRaw = inTurn(transaction.executeRaw.bind(transaction));
  return transaction;
}

/** `max` connections at most; the others for who looks at each (tests/simulation). */
export type ConnectOptions = Pick<PoolConfig, "max" | "Client" | "idleTimeoutMillis">;

/**
 * Opens a pool of at most `max` connections; they are made as they are needed. Close it with `$disconnect()`.
 */
export function connect(url: string, { max = 10, ...rest }: ConnectOptions = {}): PrismaClient {
  const adapter = new OrderlyPostgres(
    // Ten seconds without a connection means that the database is gone or the pool is far too small.
    { connectionString: url, max, connectionTimeoutMillis: 10_000, ...rest },
    { statementNameGenerator: statementNames() },
  );
  return new PrismaClient({
    adapter,
    // Longer forms quote our source, and arguments with it.
    errorFormat: "minimal",
    // A batch of turns is one transaction; Prisma's own limits (2 s and 5 s) cut it short on a slow machine.
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
}

const isClient = (db: Db): db is PrismaClient => "$connect" in db;

/** Whether `db` is a transaction already. */
export const isTransaction = (db: Db): boolean => !isClient(db);

/** Runs `work` in a transaction: the one handed in, or else a new one that commits when `work` resolves. */
export async function inTransaction<T>(
  db: Db,
  work: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return isClient(db) ? db.$transaction(work) : work(db);
}

/**
 * Runs `work` inside a transaction so that its failure undoes only what it did itself: the transaction can go
 * on. Rejects with what `work` rejected with. May be nested, but not run side by side in one transaction.
 */
export async function savepoint<T>(
  tx: Prisma.TransactionClient,
  work: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  // One name for all: Postgres means the innermost.
  await tx.$executeRaw`savepoint part`;
  let result: T;
  try {
    result = await work(tx);
  } catch (error) {
    await tx.$executeRaw`rollback to savepoint part`;
    await tx.$executeRaw`release savepoint part`;
    throw error;
  }
  await tx.$executeRaw`release savepoint part`;
  return result;
}

/** What @prisma/adapter-pg leaves in `meta` of an error: of unique and foreign keys it knows the name. */
const DriverError = z.object({
  driverAdapterError: z.object({
    cause: z.object({
      originalCode: z.string(),
      originalMessage: z.string(),
      constraint: z.object({ index: z.string() }).optional().catch(undefined),
    }),
  }),
});

/** integrity_constraint_violation: a broken constraint of whichever kind has a code of this class. */
const INTEGRITY = "23";

/**
 * The name of the constraint that a query of Prisma broke (unique, check, exclusion or foreign key, raw queries
 * included), or `undefined` for an error of another kind.
 *
 *     if (violated(error) === "owner_phone_key") return { kind: "phone taken" };
 */
export function violated(error: unknown): string | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  const { success, data } = DriverError.safeParse(error.meta);
  if (!success) return undefined;
  const { originalCode, originalMessage, constraint } = data.driverAdapterError.cause;
  if (!originalCode.startsWith(INTEGRITY)) return undefined;
  // Postgres' sentences on checks and exclusions end with the name; languages differ in the quotation marks.
  return constraint?.index ?? /["«„“]\s?([^"«»„“”]+?)\s?["»“”]$/u.exec(originalMessage)?.[1];
}
