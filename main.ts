import { parseArgs } from "node:util";
import { loadEnvironment, readConfig, type LiveConfig, type SandboxConfig } from "./core/platform/config.ts";
import { ROLES, type Role } from "./core/platform/roles.ts";

/** Lines for the person who started us. The log is for machines. */
const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Reads what was asked for and does it; resolves to the exit code. Wings are loaded only where they are needed. */
async function main(): Promise<number> {
  loadEnvironment();
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    strict: false,
    options: { role: { type: "string", default: "all" } },
  });
  const [command = "start"] = positionals;
  switch (command) {
    case "start":
      return start(String(values.role));
    case "reset":
      return reset();
    case "doctor":
    case "catalog":
    case "staff":
    case "merchants":
    case "whatsapp": {
      const { runCommand } = await import("./core/commands/run.ts");
      const { connectSandbox } = await import("./sandbox/running.ts");
      return runCommand(command, process.argv.slice(3), {
        print,
        env: process.env,
        sandbox: connectSandbox,
        chromium: async (path) => (await import("./bots/whatsapp/web/probe.ts")).probeChromium(path),
      });
    }
    default:
      return complain([
        `There is no command ${command}: start, reset, doctor, catalog, staff, merchants or whatsapp.`,
      ]);
  }
}

async function start(role: string): Promise<number> {
  const known = ROLES.find((name) => name === role);
  if (!known) return complain([`There is no role ${role}: ${ROLES.join(", ")}.`]);
  const read = readConfig(process.env);
  if ("problems" in read) return complain(read.problems);
  for (const remark of read.remarks) print(remark);
  return read.config.mode === "sandbox" ? sandbox(read.config) : live(read.config, known);
}

async function reset(): Promise<number> {
  const read = readConfig(process.env);
  if ("problems" in read) return complain(read.problems);
  if (read.config.mode === "live")
    return complain(["A live service is never reset. Unset the bots' tokens to reset the sandbox."]);
  const { resetSandbox } = await import("./sandbox/reset.ts");
  print(await resetSandbox(read.config));
  return 0;
}

async function sandbox(config: SandboxConfig): Promise<number> {
  const ended = askedToEnd();
  // Two processes, of which each loads for seconds: side by side.
  const { loadService } = await import("./sandbox/service.ts");
  const child = loadService();
  const { startSandbox } = await import("./sandbox/start.ts");
  const running = await startSandbox({ ...config, child });
  print(`Pawline is ready. Open ${running.url} to play owner, vet and payer; Ctrl-C ends it.`);
  await ended;
  await running.close();
  return 0;
}

async function live(config: LiveConfig, role: Role): Promise<number> {
  const ended = askedToEnd();
  const { startService } = await import("./service.ts");
  const service = await startService(config, role, process.stdout.isTTY ? print : undefined);
  if ("problems" in service) return complain(service.problems);
  if (process.send) process.send({ ready: true, url: service.url ?? "" });
  else print(`Pawline is ready${service.url ? ` at ${service.url}` : ""}.`);
  await ended;
  return (await service.close()) === "in time" ? 0 : 1;
}

/** Says what is wrong: to the person, and to the sandbox if it started us. */
function complain(problems: readonly string[]): number {
  process.send?.({ failed: problems });
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return 1;
}

/** Resolves when the person, the system or a vanished sandbox asks us to end; asked twice, we end at once. */
function askedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const end = () => {
      if (asked) process.exit(1);
      asked = true;
      resolve();
    };
    process.on("SIGINT", end).on("SIGTERM", end);
    // The sandbox that started us is gone: nothing would ever stop us.
    if (process.send) process.once("disconnect", () => asked || end());
  });
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    process.exit(complain([`Pawline could not start: ${message}`]));
  },
);
