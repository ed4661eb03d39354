import { join } from "node:path";
import { defineConfig } from "prisma/config";

// The stock CLI would download a native engine on its first command; ours needs no network.
process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ??= join(import.meta.dirname, "prisma/engine/schema-engine.mjs");
// Nor does it ask for newer versions.
process.env["CHECKPOINT_DISABLE"] ??= "1";

const url = process.env["DATABASE_URL"];
const shadowDatabaseUrl = process.env["SHADOW_DATABASE_URL"];

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  // Only commands that touch a database need one; `generate` and `validate` do not.
  ...(url && { datasource: { url, ...(shadowDatabaseUrl && { shadowDatabaseUrl }) } }),
});
