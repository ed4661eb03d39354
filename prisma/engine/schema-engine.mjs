#!/usr/bin/env node
/**
 * Stands in for Prisma's native schema engine, which the Prisma CLI would download from the internet.
 * It takes the same arguments and speaks the same JSON-RPC over its standard streams; the work is done
 * by the engine's WebAssembly build (`@prisma/schema-engine-wasm`), which comes from npm.
 *
 * prisma.config.ts names this file in PRISMA_SCHEMA_ENGINE_BINARY. The CLI starts it by path, so it is
 * plain JavaScript and keeps its executable bit.
 */
import { readArguments } from "./arguments.mjs";

const args = readArguments(process.argv.slice(2));

switch (args.action) {
  case "version": {
    const { version } = await import("./wasm.mjs");
    process.stdout.write(`schema-engine-cli ${version()}\n`);
    break;
  }
  case "command": {
    const { runCommand } = await import("./command.mjs");
    process.exitCode = await runCommand(args.command, args.datasource.url);
    break;
  }
  case "serve": {
    const { serve } = await import("./rpc.mjs");
    await serve(args);
    break;
  }
}
