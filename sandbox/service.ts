import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** What the service's process tells the sandbox. */
const report = z.union([
  z.object({ ready: z.literal(true), url: z.string() }),
  z.object({ clock: z.number() }),
  z.object({ failed: z.array(z.string()) }),
]);

export interface Service {
  readonly pid: number | undefined;
  /** Sets how far the service's clock is ahead of the machine's; resolves when it has. */
  setClock(offsetMs: number): Promise<void>;
  /** Has it listen on WhatsApp, if it does not yet. */
  beginWhatsApp(): void;
  /** Ends it and waits; `SIGKILL` leaves it no time to tidy. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Whether it was asked to end. */
  readonly stopping: () => boolean;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

const CHILD = fileURLToPath(new URL("child.ts", import.meta.url));
/** A drain of its work takes a second or two; after this it is killed. */
const STOP_MS = 15_000;

interface Loading {
  /** Hears each line that the process writes; else they are written where ours are. */
  readonly log?: ((line: string) => void) | undefined;
  /** The half of the service that it will be; nothing: all of it. */
  readonly role?: string | undefined;
  /** What Node itself has to know from the beginning. */
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** Begins to load the service's sources in a process of its own, which then waits to be told what it runs against. */
export function loadService({ log, role = "all", env }: Loading = {}): ChildProcess {
  const output = log ? "pipe" : "inherit";
  const child = fork(CHILD, ["start", "--role", role], {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, ...env },
    // In a group of its own Ctrl-C reaches the sandbox alone, which ends things in order.
    detached: true,
    stdio: ["pipe", output, output, "ipc"],
  });
  // One that died while it loaded is not told; its end says so.
  child.stdin?.on("error", () => undefined);
  for (const stream of [child.stdout, child.stderr])
    if (stream && log) createInterface({ input: stream }).on("line", log);
  return child;
}

interface Launch extends Omit<Loading, "env"> {
  /** One that loads already; else one is begun. */
  readonly child?: ChildProcess | undefined;
}

/** Starts the service as a process of its own; resolves when it takes work. Rejects with what it said was wrong. */
export async function startService(
  env: NodeJS.ProcessEnv,
  clockOffset: number,
  launch: Launch = {},
): Promise<Service> {
  const { service, ready } = beginService(env, clockOffset, launch);
  await ready;
  return service;
}

/** The same without waiting until it takes work: `ready` resolves then. */
export function beginService(
  env: NodeJS.ProcessEnv,
  clockOffset: number,
  { log, role, child = loadService({ log, role, env }) }: Launch = {},
): { readonly service: Service; readonly ready: Promise<void> } {
  // Not as a message: those that follow it would be lost before anybody listens.
  child.stdin?.end(JSON.stringify({ ...env, PAWLINE_CLOCK_OFFSET: String(clockOffset) }));
  const ended = endOf(child);
  let stopping = false;
  const service: Service = {
    pid: child.pid,
    ended,
    stopping: () => stopping,
    async setClock(offsetMs) {
      if (!child.connected) return;
      const told = heard(child, (message) => "clock" in message && message.clock === offsetMs);
      // A process that dies at this moment does not hear of it; its end does as well.
      child.send({ clock: offsetMs }, () => undefined);
      await Promise.race([told, ended]);
    },
    beginWhatsApp() {
      if (child.connected) child.send({ whatsapp: "begin" });
    },
    async stop(signal = "SIGTERM") {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(late);
    },
  };
  return { service, ready: ready(child, ended) };
}

type Report = z.infer<typeof report>;

async function endOf(child: ChildProcess): Promise<number | string> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode ?? child.signalCode ?? 1;
}

async function ready(child: ChildProcess, ended: Promise<number | string>): Promise<void> {
  const problems: string[] = [];
  const told = heard(child, (message) => {
    if ("failed" in message) problems.push(...message.failed);
    return "ready" in message;
  });
  const first = await Promise.race([told.then(() => undefined), ended]);
  if (first !== undefined) throw new Error(["The service did not start.", ...problems].join("\n"));
}

function heard(child: ChildProcess, wanted: (message: Report) => boolean): Promise<void> {
  return new Promise((resolve) => {
    child.on("message", function listen(message) {
      const { data } = report.safeParse(message);
      if (!data || !wanted(data)) return;
      child.off("message", listen);
      resolve();
    });
  });
}
