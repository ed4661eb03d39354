import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Sandbox as Control } from "../../sandbox/control/client.ts";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../sandbox/start.ts";
import { testDatabase, type TestDatabase } from "./database.ts";

export interface RunningSandbox {
  readonly sandbox: Sandbox;
  readonly control: Control;
  readonly dataDir: string;
  /** What the service wrote to its log: mistakes only, unless another level was asked for. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

/**
 * The whole service with its simulators, on databases of the test's own: the service runs in a process of its own, as
 * `npm start` runs it. The simulated Telegram refuses what the real one would only ignore. `launch` starts it in another
 * way, `service` is a database that the caller has, dropped at the end as well.
 */
export async function runSandbox(
  env: NodeJS.ProcessEnv = {},
  whatsapp?: SandboxOptions["whatsapp"],
  given: {
    launch?: SandboxOptions["launch"];
    service?: Pick<TestDatabase, "url" | "drop">;
    logLevel?: SandboxOptions["logLevel"];
  } = {},
): Promise<RunningSandbox> {
  const service = given.service ?? (await testDatabase());
  const chats = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "pawline-sandbox-"));
  const log: string[] = [];
  const sandbox = await startSandbox({
    dataDir,
    logLevel: given.logLevel ?? "error",
    defaultLocale: "ru",
    port: 0,
    strict: true,
    whatsapp,
    log: (line) => void log.push(line),
    // From Node 21 on node-fetch, which both bot libraries load, makes Node warn of punycode: no mistake of the service.
    env: { NODE_NO_WARNINGS: "1", ...env },
    databases: { service: service.url, chats: chats.url },
    ...(given.launch && { launch: given.launch }),
  }).catch((error: unknown) => {
    throw new Error(`The sandbox did not start:\n${log.join("\n")}`, { cause: error });
  });
  return {
    sandbox,
    control: connect(sandbox.url, { timeoutMs: 20_000 }),
    dataDir,
    log,
    async close() {
      await sandbox.close();
      await service.drop();
      await chats.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
