/**
 * Checks that the migrations lead to prisma/schema, that prisma/generated was made from it, and that new migrations can
 * run beside a service of the version before.
 * Applies the migrations to an empty database of a Postgres of its own, so it needs no set-up.
 */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { MIGRATIONS, migrationsIn } from "../../prisma/migrations.ts";
import { migrate } from "../../prisma/migrate.ts";
import { removePostgres, startPostgres } from "../../sandbox/postgres/postgres.ts";
import { BEFORE_RULES, problemsOf } from "./migration-rules.ts";

const execute = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");

/** `prisma migrate diff --exit-code`: 0 no difference, 1 error, 2 a difference. */
const DIFFERENT = 2;

async function prisma(args: string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number; told: string }> {
  try {
    await execute(process.execPath, [cli, ...args], { cwd: root, env: { ...process.env, ...env } });
    return { code: 0, told: "" };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && "stdout" in error && "stderr" in error)) throw error;
    return { code: Number(error.code), told: `${String(error.stdout)}${String(error.stderr)}`.trim() };
  }
}

async function migrationsDrift(): Promise<string | undefined> {
  const dir = mkdtempSync(join(tmpdir(), "pawline-schema-"));
  try {
    const postgres = await startPostgres({ dir, port: 0, durable: false });
    const url = await postgres.ensureDatabase("main");
    await migrate(url);
    const diff = ["migrate", "diff", "--from-config-datasource", "--to-schema", "prisma/schema"];
    const { code, told } = await prisma([...diff, "--exit-code"], { DATABASE_URL: url });
    if (code === 0) return undefined;
    const advice =
      code === DIFFERENT ? "The migrations do not lead to prisma/schema; make one" : "No comparison";
    return `${advice}:\n${told}`;
  } finally {
    await removePostgres(dir);
  }
}

/** Every file of a folder by its path, so that two folders can be compared. */
function contents(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [relative(folder, file), readFileSync(file, "utf8")];
    }),
  );
}

/** Generates once more, elsewhere, and compares. */
async function staleClient(): Promise<string | undefined> {
  const dir = mkdtempSync(join(tmpdir(), "pawline-generated-"));
  try {
    cpSync(join(root, "prisma/schema"), join(dir, "schema"), { recursive: true });
    const { code, told } = await prisma(["generate", "--schema", join(dir, "schema")]);
    if (code !== 0) return `The client cannot be generated:\n${told}`;
    const [now, fresh] = [contents(join(root, "prisma/generated")), contents(join(dir, "generated"))];
    const names = new Set([...now.keys(), ...fresh.keys()]);
    const stale = [...names].filter((name) => now.get(name) !== fresh.get(name));
    return stale.length === 0 ? undefined : "prisma/generated is not up to date; run: npm run generate";
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const breaking = migrationsIn(MIGRATIONS)
  .filter(({ name }) => name > BEFORE_RULES)
  .flatMap(problemsOf);
const problems = [...breaking, ...(await Promise.all([migrationsDrift(), staleClient()]))].filter(
  (text) => text !== undefined,
);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
