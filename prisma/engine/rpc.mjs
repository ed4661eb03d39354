/** JSON-RPC, one message a line: requests on standard input, answers on standard output, one at a time. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { adapterFactory } from "./adapter.mjs";
import { createDatabase } from "./databases.mjs";
import { logError } from "./log.mjs";
import { loadSchemaEngine } from "./wasm.mjs";

/** The code of the native engine for "look into data". */
const FAILED = 4466;
/** The exit code by which the CLI knows a panic. */
const PANICKED = 101;
/** The CLI and the WebAssembly name one method differently. */
const RENAMED = { getDatabaseVersion: "version" };

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

function panic(message) {
  logError(message, { is_panic: true });
  process.exit(PANICKED);
}

async function startEngine({ datasource, schemaFiles }) {
  const SchemaEngine = await loadSchemaEngine(panic);
  const datamodels = schemaFiles.map((file) => [file, readFileSync(file, "utf8")]);
  return SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapterFactory(datasource)),
  );
}

function failure(error) {
  const message = String(error?.message ?? error);
  const code = /\bP\d{4}\b/.exec(error?.code ?? "") ?? /\bP\d{4}\b/.exec(message);
  const data = { is_panic: false, message, meta: null, ...(code && { error_code: code[0] }) };
  return { code: FAILED, message: "An error happened. Check the data field for details.", data };
}

/** Answers requests until standard input ends. */
export async function serve(args) {
  let engine;

  async function call(id, method, params) {
    if (method === "createDatabase") {
      return { databaseName: await createDatabase(params?.datasource?.url ?? args.datasource.url) };
    }
    engine ??= await startEngine(args);
    const name = RENAMED[method] ?? method;
    if (typeof engine[name] !== "function") throw new Error(`The schema engine has no method ${method}`);
    const result = await engine[name](params);
    if (method !== "diff" || typeof result?.stdout !== "string") return result ?? null;
    // The native engine has the CLI print a difference and answers only with the exit code.
    send({ method: "print", params: { content: result.stdout }, id: `print-${id}` });
    return { exitCode: result.exitCode };
  }

  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.trim()) continue;
    const { id, method, params } = JSON.parse(line);
    // A line without a method is the CLI's answer to a print.
    if (method === undefined) continue;
    try {
      send({ id, result: await call(id, method, params) });
    } catch (error) {
      send({ id, error: failure(error) });
    }
  }
  process.exit();
}
