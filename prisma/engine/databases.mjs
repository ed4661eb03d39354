/** Databases as a whole: reached, created, dropped. Everything inside one is the engine's own business. */
import { Client } from "pg";

const ALREADY_EXISTS = "42P04";
/** A database that does not answer within this many milliseconds is reported as unreachable. */
const CONNECT_TIMEOUT = 5_000;

export const databaseName = (url) => decodeURIComponent(new URL(url).pathname.slice(1)) || "postgres";

export function withDatabase(url, name) {
  const copy = new URL(url);
  copy.pathname = `/${encodeURIComponent(name)}`;
  return copy.href;
}

async function using(url, work) {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT });
  // A connection that breaks between two queries is told by the query that follows.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Connects and hangs up; rejects with pg's error. */
export const reach = (url) => using(url, async () => undefined);

/** Creates the database named in `url` unless it exists; resolves to its name. */
export async function createDatabase(url) {
  const name = databaseName(url);
  try {
    await using(withDatabase(url, "postgres"), (client) =>
      client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`),
    );
  } catch (error) {
    if (error.code !== ALREADY_EXISTS) throw error;
  }
  return name;
}

export async function dropDatabase(url) {
  await using(withDatabase(url, "postgres"), (client) =>
    client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(databaseName(url))} WITH (FORCE)`),
  );
}

/** Prisma's error code and sentence for a failure to reach the database of `url`; never tells the password. */
export function describeFailure(error, url) {
  const { host } = new URL(url);
  switch (error.code) {
    case "3D000":
      return { code: "P1003", message: `Database \`${databaseName(url)}\` does not exist` };
    case "28P01":
    case "28000":
      return { code: "P1000", message: `Authentication failed against database server at \`${host}\`` };
    default: {
      const cause = error.message || error.errors?.map((e) => e.message).join("; ") || error.code;
      return { code: "P1001", message: `Can't reach database server at \`${host}\`: ${cause}` };
    }
  }
}
