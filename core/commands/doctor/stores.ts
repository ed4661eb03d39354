import { Redis } from "ioredis";
import { migrationState } from "../../../prisma/migrate.ts";
import type { LiveConfig } from "../../platform/config.ts";
import { errorCode } from "../error-code.ts";
import { counted, ok, problem, type Finding } from "./finding.ts";

/** Whether the database answers and is what this version needs. */
export async function checkDatabase({ databaseUrl }: LiveConfig): Promise<Finding[]> {
  const subject = "database";
  try {
    const { pending, failed, newer } = await migrationState(databaseUrl);
    if (failed !== undefined) {
      const mend = `Mend it, then: npx prisma migrate resolve --applied ${failed} (or --rolled-back).`;
      return [problem(subject, `migration ${failed} failed half way.`, mend)];
    }
    if (newer !== undefined) {
      return [problem(subject, "it belongs to a later version of the service.", "Start that version.")];
    }
    if (pending.length > 0) {
      const detail = `it is reachable, and ${counted(pending.length, "migration")} behind.`;
      return [problem(subject, detail, "Start the service: npm start brings it up to date.")];
    }
    return [ok(subject, "it is reachable and up to date.")];
  } catch (error) {
    const mend = "Look at host, port, user, password and name in DATABASE_URL, and whether PostgreSQL runs.";
    return [problem(subject, `it cannot be used (${errorCode(error)}).`, mend)];
  }
}

/** Redis answers at once or is not reachable. */
const TIMEOUT_MS = 5_000;

/** Whether Redis answers, where there is to be one. */
export async function checkRedis({ redisUrl }: LiveConfig): Promise<Finding[]> {
  if (redisUrl === undefined) return [];
  const subject = "Redis";
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let reason = "";
  redis.on("error", (error) => (reason = errorCode(error)));
  try {
    await redis.connect();
    await redis.ping();
    return [ok(subject, "it answers.")];
  } catch (error) {
    const detail = `it does not answer (${reason || errorCode(error)}).`;
    return [problem(subject, detail, "Look at REDIS_URL, or unset it: one process needs no Redis.")];
  } finally {
    redis.disconnect();
  }
}
