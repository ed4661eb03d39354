import { parseArgs } from "node:util";
import { getMe } from "./bots/telegram/get-me.ts";
import { offsetClock, systemClock, type OffsetClock } from "./core/platform/clock.ts";
import {
  canHold,
  gatewayNames,
  loadEnvironment,
  readConfig,
  webhookSecret,
  type LiveConfig,
  type SandboxConfig,
} from "./core/platform/config.ts";
import { plannedFaults } from "./core/platform/faults.ts";
import { createLog } from "./core/platform/log.ts";
import { createMetrics } from "./core/platform/metrics.ts";
import { openCore } from "./core/platform/open-core.ts";
import { localWakeups } from "./core/platform/wakeups.ts";
import { bullWakeups } from "./core/platform/wakeups-bull.ts";
import { migrate } from "./prisma/migrate.ts";

/** Lines for the person who started us. The log is for machines. */
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const ROLES = ["bots", "webhooks", "all"] as const;
type Role = (typeof ROLES)[number];

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
  const { startSandbox } = await import("./sandbox/start.ts");
  const ended = askedToEnd();
  const running = await startSandbox(config);
  print(`Pawline is ready. Open ${running.url} to play owner, vet and payer; Ctrl-C ends it.`);
  await ended;
  await running.close();
  return 0;
}

async function live(config: LiveConfig, role: Role): Promise<number> {
  const ended = askedToEnd();
  const service = await startService(config, role);
  if ("problems" in service) return complain(service.problems);
  if (process.send) process.send({ ready: true, url: service.url ?? "" });
  else print(`Pawline is ready${service.url ? ` at ${service.url}` : ""}.`);
  await ended;
  await service.close();
  return 0;
}

type Started =
  | {
      /** Where the webhooks' half listens, if it is part of this process. */
      readonly url?: string;
      /** Takes nothing new, ends what is under way, and lets go of everything. */
      close(): Promise<void>;
    }
  | { readonly problems: readonly string[] };

/** Starts the service, or the half of it that a role names, and returns when it takes work. */
async function startService(config: LiveConfig, role: Role): Promise<Started> {
  const root = config.telegramApiRoot;
  const [owner, staff] = await Promise.all([
    getMe(root, config.ownerBotToken, "OWNER_BOT_TOKEN"),
    getMe(root, config.staffBotToken, "STAFF_BOT_TOKEN"),
  ]);
  if ("problem" in owner || "problem" in staff)
    return { problems: [owner, staff].flatMap((found) => ("problem" in found ? [found.problem] : [])) };
  await migrate(config.databaseUrl);

  const clock = config.sandboxed ? parentsClock() : systemClock();
  const log = createLog(config.logLevel);
  const metrics = createMetrics();
  const wakeups = config.redisUrl
    ? bullWakeups({ clock, log, redisUrl: config.redisUrl })
    : localWakeups({ clock, log });
  const { core: opened, close: closeCore } = openCore({
    databaseUrl: config.databaseUrl,
    secretsKey: config.secretsKey,
    dataDir: config.dataDir,
    clock,
    settings: {
      publicUrl: config.publicUrl,
      gateways: gatewayNames(config),
      cashierLimits: config.cashierLimits,
      holds: canHold(config),
      ownerBot: owner.me.username,
      defaultLocale: config.defaultLocale,
      staffBot: staff.me.username,
      whatsappNumber: config.whatsapp?.number,
      whatsappDriver: config.whatsapp?.driver,
    },
    wake: wakeups.wake,
    faults: plannedFaults(config.faults),
  });
  if (
    !config.sandboxed &&
    (await opened.db.legalText.count({ where: { sample: true, retired: false } })) > 0
  ) {
    await closeCore();
    return {
      problems: [
        "The catalogue holds sample legal texts, which a live service must not show. Import your own: npm run catalog -- import FILE.",
      ],
    };
  }

  const { openMerchants, withMerchants } = await import("./core/payments/merchants/open.ts");
  const merchants = await openMerchants(opened, process.env);
  if ("problems" in merchants) {
    await closeCore();
    return merchants;
  }
  const core = withMerchants(opened, merchants.gateways);

  const whatsapp =
    config.whatsapp && role !== "webhooks"
      ? await (
          await import("./bots/whatsapp/open.ts")
        ).openWhatsApp(config.whatsapp, {
          core,
          log,
          metrics,
          dataDir: config.dataDir,
          show: process.stdout.isTTY ? print : undefined,
        })
      : undefined;
  const bots =
    role === "webhooks"
      ? undefined
      : (await import("./bots/start.ts")).startBots({
          core,
          wakeups,
          log,
          metrics,
          root,
          owner: { token: config.ownerBotToken, me: owner.me },
          staff: { token: config.staffBotToken, me: staff.me },
          whatsapp,
        });
  const webhooks =
    role === "bots"
      ? undefined
      : await (
          await import("./webhooks/start.ts")
        ).startWebhooks({
          core,
          wakeups,
          log,
          metrics,
          host: config.host,
          port: config.port,
          root,
          trustedProxies: config.trustedProxies,
          webhookUrl: config.publicUrl,
          bots: [
            { channel: "telegram", token: config.ownerBotToken, secret: webhookSecret(config, "owner") },
            { channel: "staff", token: config.staffBotToken, secret: webhookSecret(config, "staff") },
          ],
          whatsapp: config.whatsapp?.driver === "cloud" ? config.whatsapp : undefined,
          gateways: (await import("./core/payments/faults.ts")).withFaults(
            {
              ...(await import("./core/payments/gateways.ts")).openGateways(core, config),
              ...merchants.gateways,
            },
            core.faults,
          ),
          metricsToken: config.metricsToken,
        });
  if (whatsapp) wakeups.listen("whatsapp", () => whatsapp.obey());
  wakeups.start();
  // The sandbox says when somebody takes a WhatsApp phone into their hand: a browser is too much for all others.
  if (whatsapp)
    if (config.sandboxed) whenAsked(() => whatsapp.start());
    else whatsapp.start();

  return {
    ...(webhooks && { url: webhooks.url }),
    async close() {
      // First the doors, then what works behind them, then what they stand on.
      await webhooks?.close();
      await wakeups.close();
      await bots?.close();
      await whatsapp?.close();
      await closeCore();
    },
  };
}

/** The sandbox's clock: its offset comes from the parent at the start and with each move. */
function parentsClock(): OffsetClock {
  const clock = offsetClock(Number(process.env["PAWLINE_CLOCK_OFFSET"] ?? 0));
  process.on("message", (message) => {
    if (typeof message !== "object" || !message || !("clock" in message)) return;
    clock.setOffset(Number(message.clock));
    process.send?.({ clock: message.clock });
  });
  return clock;
}

/** Calls `begin` when the sandbox asks for WhatsApp. */
function whenAsked(begin: () => void): void {
  process.on("message", (message) => {
    if (typeof message === "object" && message && "whatsapp" in message) begin();
  });
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
