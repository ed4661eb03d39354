import { Client, escapeIdentifier, escapeLiteral } from "pg";

/** How long a server on this machine may take to answer, in milliseconds. */
const CONNECT_TIMEOUT = 3_000;

/** Runs one statement on a connection of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT });
  // A connection that breaks between two queries is told by the query that follows.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** The code of an error of Postgres (https://www.postgresql.org/docs/18/errcodes-appendix.html) or of the socket. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** duplicate_database, and unique_violation when two create it at the same moment. */
const EXISTS = new Set(["42P04", "23505"]);

/** Creates a database unless it exists. */
export async function createDatabase(url: string, name: string): Promise<void> {
  const known = `select 1 from pg_database where datname = ${escapeLiteral(name)}`;
  if ((await query(url, known)).length > 0) return;
  try {
    await query(url, `create database ${escapeIdentifier(name)}`);
  } catch (error) {
    if (!EXISTS.has(sqlState(error) ?? "")) throw error;
  }
}
