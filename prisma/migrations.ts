import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { statementsOf } from "./statements.ts";

/** Where this version's migrations are. */
export const MIGRATIONS = join(import.meta.dirname, "migrations");

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** The migrations of a folder, in order. */
export function migrationsIn(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(join(folder, name, "migration.sql"), "utf8") }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * Whether it takes something away that the version before used. The name says so, because it is all that an earlier
 * version can see of it (README.md beside this file).
 */
export const isContract = (name: string): boolean => name.endsWith("_contract");

/** Whether its statements have to run outside a transaction, each for itself. */
export const isConcurrent = ({ sql }: Migration): boolean =>
  statementsOf(sql).some((statement) => /\bindex\s+concurrently\b/i.test(statement));

/** As Prisma's command line notes it, which compares. */
export const checksumOf = ({ sql }: Migration): string => createHash("sha256").update(sql).digest("hex");
