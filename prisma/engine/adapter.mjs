/**
 * How the engine reaches Postgres: `@prisma/adapter-pg` with what it lacks for migrations.
 *
 *   - it does not know the catalogue's type "char", which the engine reads while it looks at a database;
 *   - it cuts a script at every semicolon, also inside a function's body or a text;
 *   - its own shadow database would be the main one whenever a connection string is given.
 */
import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import { createDatabase, dropDatabase, withDatabase } from "./databases.mjs";

/** Postgres' object ids of its types "char" and text. */
const CHAR = 18;
const TEXT = 25;

/** An address for an engine that was given none: it fails if it is ever connected to. */
const NOWHERE = "postgresql://no-database-configured.invalid/none";

function readingChars(queryable) {
  const performIO = queryable.performIO.bind(queryable);
  const queryRaw = queryable.queryRaw.bind(queryable);
  const charColumns = new WeakMap();

  queryable.performIO = async (query) => {
    const result = await performIO(query);
    const chars = [...(result.fields ?? []).entries()].filter(([, field]) => field.dataTypeID === CHAR);
    for (const [, field] of chars) field.dataTypeID = TEXT;
    charColumns.set(
      query,
      chars.map(([column]) => column),
    );
    return result;
  };
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const column of charColumns.get(query) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character;
    return result;
  };
  return queryable;
}

async function connect(url) {
  const schema = new URL(url).searchParams.get("schema");
  // One connection: the engine's advisory lock and settings belong to a session.
  const pool = { connectionString: url, max: 1 };
  const adapter = readingChars(await new PrismaPg(pool, schema ? { schema } : undefined).connect());

  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolation) => readingChars(await startTransaction(isolation));
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

async function connectToShadow(url) {
  const shadowUrl = withDatabase(url, `prisma_migrate_shadow_db_${randomUUID()}`);
  await createDatabase(shadowUrl);
  const adapter = await connect(shadowUrl);
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await dropDatabase(shadowUrl);
  };
  return adapter;
}

async function emptied(url) {
  const adapter = await connect(url);
  await adapter.executeScript("DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;");
  return adapter;
}

/** The adapter factory of a datasource `{ url?, shadowDatabaseUrl? }`, as the engine wants it. */
export function adapterFactory({ url = NOWHERE, shadowDatabaseUrl }) {
  if (shadowDatabaseUrl === url) throw new Error("The shadow database must not be the main database");
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connect(url),
    connectToShadowDb: () => (shadowDatabaseUrl ? emptied(shadowDatabaseUrl) : connectToShadow(url)),
  };
}
