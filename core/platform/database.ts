import { PrismaPg } from "@prisma/adapter-pg";
import type { Transaction } from "@prisma/driver-adapter-utils";
import { Pool, type PoolClient, type PoolConfig } from "pg";
import * as z from "zod";
import { Prisma, PrismaClient } from "../../prisma/generated/client.ts";
import { answering, rowsOf, runOnPool, statementNames, type InTurn, type NameStatement } from "./rows.ts";

/** The database, or one transaction in it: what a use case is handed. */
export type Db = PrismaClient | Prisma.TransactionClient;

/**
 * Prisma reads the relations of an `include` side by side. A transaction is one connection, and pg wants the answer to
 * one query before it is given the next.
 */
class OrderlyPostgres extends PrismaPg {
  readonly #nameOf: NameStatement;

  constructor(pool: Pool, nameOf: NameStatement) {
    super(pool, { statementNameGenerator: nameOf, disposeExternalPool: true });
    this.#nameOf = nameOf;
  }

  override async connect() {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => oneAtATime(await start(level), this.#nameOf);
    return adapter;
  }
}

function oneAtATime<T extends Transaction>(transaction: T, nameOf: NameStatement): T {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn: InTurn = (run) => (query) => {
    const answer = last.then(() => run(query));
    last = answer.catch(() => undefined);
    return answer;
  };
  transaction.queryRaw = inTurn(transaction.queryRaw.bind(transaction));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the adapter keeps it to itself
  const { client } = transaction as unknown as { readonly client: PoolClient };
  const isQuestion = answering(client, nameOf, inTurn);
  const execute = inTurn(transaction.executeRaw.bind(transaction));
  transaction.executeRaw = (query) => (isQuestion(query.sql) ? Promise.resolve(0) : execute(query));
  return transaction;
}

/** `max` connections at most; the others for who looks at each (tests/simulation). */
export type ConnectOptions = Pick<PoolConfig, "max" | "Client" | "idleTimeoutMillis">;

/**
 * Opens a pool of at most `max` connections; they are made as they are needed. Close it with `$disconnect()`.
 */
export function connect(url: string, { max = 10, ...rest }: ConnectOptions = {}): PrismaClient {
  // Ten seconds without a connection means that the database is gone or the pool is far too small.
  const pool = new Pool({ connectionString: url, max, connectionTimeoutMillis: 10_000, ...rest });
  // A connection that breaks while nobody uses it is made anew for who needs it next.
  pool.on("error", () => undefined);
  const nameOf = statementNames();
  const adapter = new OrderlyPostgres(pool, nameOf);
  const client = new PrismaClient({
    adapter,
    // Longer forms quote our source, and arguments with it.
    errorFormat: "minimal",
    // A batch of turns is one transaction; Prisma's own limits (2 s and 5 s) cut it short on a slow machine.
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
  runOnPool(client, pool, nameOf);
  return client;
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
  await rowsOf(tx)`savepoint part`;
  let result: T;
  try {
    result = await work(tx);
  } catch (error) {
    await rowsOf(tx)`rollback to savepoint part`;
    await rowsOf(tx)`release savepoint part`;
    throw error;
  }
  await rowsOf(tx)`release savepoint part`;
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
