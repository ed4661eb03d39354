/** Where something that was said could have been left: rows, files. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Db } from "../../../core/platform/database.ts";

/** Every row of every table but these, as text; bytes also as the text that they would be. */
export async function rowsOf(db: Db, ...but: string[]): Promise<string> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public'`;
  const dumps: string[] = [];
  for (const { name } of tables.filter(({ name }) => !but.includes(name))) {
    const found = await db.$queryRawUnsafe<{ row: string }[]>(`select t::text as row from "${name}" t`);
    for (const { row } of found) dumps.push(row, row.replaceAll(/\\x([0-9a-f]+)/g, decoded));
  }
  return dumps.join("\n");
}

const decoded = (_: string, hex: string) => Buffer.from(hex, "hex").toString();

/** All files below a folder, one after another. */
export async function filesIn(folder: string): Promise<string> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const contents = await Promise.all(
    found
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")),
  );
  return contents.join("\n");
}

/** Which of these stand somewhere in the text. */
export const foundIn = (text: string, words: readonly string[]): string[] =>
  words.filter((word) => text.includes(word));
