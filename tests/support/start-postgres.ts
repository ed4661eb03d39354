import { argv, stdout } from "node:process";
import { startPostgres } from "../../sandbox/postgres/postgres.ts";

/** Starts the Postgres of a folder, says its port, and lives on until it is killed. */
const [, , dir = ""] = argv;
const { port } = await startPostgres({ dir, port: 0, durable: false });
stdout.write(`${port}\n`);
setInterval(() => undefined, 60_000);
