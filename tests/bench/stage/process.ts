import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { askChild, type Asked } from "./ipc.ts";

/** A process of the bench: something that is measured, or the Bot API that it talks to. */
export interface Started {
  readonly pid: number;
  /** Where it listens. */
  readonly url: string;
  readonly ask: Asked;
  readonly stop: () => Promise<void>;
}

const PROBE = new URL("probe.ts", import.meta.url).href;
/** What is ended with work in hand tidies up for a moment; longer than this, something hangs. */
const STOP_MS = 15_000;

/**
 * Starts a script as a process of its own, with a probe in it (probe.ts); resolves when it has told that it is ready, and where
 * it listens. Rejects with what it wrote when it ends before.
 */
export async function startProcess(
  script: URL,
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Started> {
  const child = fork(fileURLToPath(script), args, {
    execArgv: ["--import", "tsx", "--import", PROBE],
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], NODE_NO_WARNINGS: "1", ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (data: Buffer) => {
      said.push(data.toString());
      // The last words are kept; a process that complains for an hour must not fill our memory.
      if (said.length > 50) said.shift();
    });
  const ended = once(child, "exit").then(() => undefined);
  const ready = new Promise<string>((resolve) => {
    child.on("message", (message: unknown) => {
      if (typeof message === "object" && message !== null && "ready" in message && "url" in message)
        resolve(String(message.url));
    });
  });
  const url = await Promise.race([ready, ended]);
  if (url === undefined || child.pid === undefined)
    throw new Error(`${fileURLToPath(script)} did not start:\n${said.join("")}`);
  return {
    pid: child.pid,
    url,
    ask: askChild(child),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(late);
    },
  };
}
