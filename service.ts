import { getMe } from "./bots/telegram/get-me.ts";
import { offsetClock, systemClock, type OffsetClock } from "./core/platform/clock.ts";
import { canHold, gatewayNames, webhookSecret, type LiveConfig } from "./core/platform/config.ts";
import { plannedFaults } from "./core/platform/faults.ts";
import { createLog } from "./core/platform/log.ts";
import { createMetrics } from "./core/platform/metrics.ts";
import { openCore } from "./core/platform/open-core.ts";
import { watchService } from "./core/operation/watch.ts";
import type { Role } from "./core/platform/roles.ts";
import { localWakeups } from "./core/platform/wakeups.ts";
import { migrate } from "./prisma/migrate.ts";

/** Whoever stops processes waits 30 s as a rule (Kubernetes) before it kills: what is not done by then is let go in time. */
const DRAIN_MS = 25_000;
/** Of these, for messengers that do not answer; a turn takes seconds at most. */
const ANSWERS_MS = 10_000;

type Started =
  | {
      /** Where it listens, if it does: the webhooks' half, or how the process is. */
      readonly url?: string;
      /** Takes nothing new, ends what is under way, and lets go of everything: in time, or time is over. */
      close(): Promise<"in time" | "late">;
    }
  | { readonly problems: readonly string[] };

/**
 * Starts the service, or the half of it that a role names, and returns when it takes work. Wings are loaded only where
 * they are needed.
 * @param show shows a text to the person at our terminal; undefined: nobody is there
 * @param drainMs milliseconds after which a close is over, whatever has not ended
 */
export async function startService(
  config: LiveConfig,
  role: Role,
  show: ((text: string) => void) | undefined,
  drainMs = DRAIN_MS,
): Promise<Started> {
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
    ? (await import("./core/platform/wakeups-bull.ts")).bullWakeups({ clock, log, redisUrl: config.redisUrl })
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
  watchService(core, metrics);

  const whatsapp =
    config.whatsapp && role !== "webhooks"
      ? await (
          await import("./bots/whatsapp/open.ts")
        ).openWhatsApp(config.whatsapp, {
          core,
          log,
          metrics,
          dataDir: config.dataDir,
          show,
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
  const health =
    webhooks === undefined && config.healthPort !== undefined
      ? await (
          await import("./webhooks/health-door.ts")
        ).openHealthDoor({
          core,
          metrics,
          metricsToken: config.metricsToken,
          host: config.host,
          port: config.healthPort,
        })
      : undefined;
  const door = webhooks ?? health;
  if (whatsapp) wakeups.listen("whatsapp", () => whatsapp.obey());
  wakeups.start();
  // The sandbox says when somebody takes a WhatsApp phone into their hand: a browser is too much for all others.
  if (whatsapp)
    if (config.sandboxed) whenAsked(() => whatsapp.start());
    else whatsapp.start();

  async function drain(): Promise<"in time"> {
    // First the doors, then what works behind them, then what they stand on.
    health?.leave();
    await webhooks?.close(config.drainDelayMs);
    await wakeups.close();
    await bots?.close(ANSWERS_MS);
    await whatsapp?.close();
    await health?.close(0);
    await closeCore();
    return "in time";
  }

  return {
    ...(door && { url: door.url }),
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<"late">((resolve) => (timer = setTimeout(resolve, drainMs, "late")));
      const how = await Promise.race([drain(), late]);
      clearTimeout(timer);
      if (how === "late")
        log.error({ ms: drainMs }, "not everything ended in time; leases run out by themselves");
      return how;
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
