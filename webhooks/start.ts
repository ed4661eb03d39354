import express from "express";
import helmet from "helmet";
import type { Gateways } from "../core/payments/gateway.ts";
import { drainPayments } from "../core/payments/drain.ts";
import type { Core } from "../core/platform/core.ts";
import type { Log } from "../core/platform/log.ts";
import type { Metrics } from "../core/platform/metrics.ts";
import type { Wakeups } from "../core/platform/wakeups.ts";
import { healthRoutes } from "./health.ts";
import { listen, type Door } from "./listen.ts";
import { paymentRoutes } from "./pay/routes.ts";
import { botIntake, type BotIntake } from "./telegram/intake.ts";
import { poll } from "./telegram/poll.ts";
import { keepWebhook } from "./telegram/set-webhook.ts";
import { telegramWebhooks } from "./telegram/route.ts";
import { whatsappIntake } from "./whatsapp/intake.ts";
import { pairingRoutes } from "./whatsapp/pairing.ts";
import { whatsappRoutes } from "./whatsapp/route.ts";

export interface BotDoor {
  readonly channel: "telegram" | "staff";
  readonly token: string;
  /** Repeated by Telegram with every posted update. */
  readonly secret: string;
}

export interface CloudDoor {
  /** Of our number at Meta. */
  readonly phoneId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
}

export interface WebhooksOptions {
  readonly core: Core;
  readonly wakeups: Wakeups;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly host: string;
  readonly port: number;
  /** Root of the Bot API. */
  readonly root: string;
  readonly bots: readonly BotDoor[];
  /** Where Telegram reaches us, without a trailing slash; undefined: updates are polled. */
  readonly webhookUrl: string | undefined;
  /** Proxies whose `X-Forwarded-For` is believed: addresses, networks, names that Express knows. */
  readonly trustedProxies: readonly string[];
  readonly gateways: Gateways;
  /** Meta's webhook, where the Cloud API is the driver of WhatsApp. */
  readonly whatsapp: CloudDoor | undefined;
  readonly metricsToken: string | undefined;
}

/** The machines' half of the service: updates, notifications of gateways, payment pages, health. */
export async function startWebhooks(options: WebhooksOptions): Promise<Door> {
  const { core, wakeups, log, metrics, root, gateways, whatsapp } = options;
  const stopping = new AbortController();
  const doors = options.bots.map((bot) => ({
    ...bot,
    path: `/webhooks/telegram/${bot.channel}`,
    intake: botIntake(core, { channel: bot.channel, token: bot.token, root }, { log, metrics }),
  }));

  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", [...options.trustedProxies]);
  app.use(helmet({ contentSecurityPolicy: false }));
  const { metricsToken } = options;
  app.use(healthRoutes({ core, metrics, metricsToken, closing: () => stopping.signal.aborted }));
  if (whatsapp)
    app.use(whatsappRoutes({ ...whatsapp, intake: whatsappIntake(core, whatsapp, { log, metrics }) }));
  app.use(pairingRoutes({ core, log }));
  app.use(paymentRoutes({ core, gateways, log, metrics }));

  const updates = telegramWebhooks(doors);
  const door = await listen(
    (request, response) => updates(request, response, () => app(request, response)),
    options,
    stopping,
  );
  wakeups.listen("payments", (closing) =>
    drainPayments(core, gateways, { log, closing, wakeAt: (at) => wakeups.wakeAt("payments", at) }),
  );
  const receiving = receive(options, doors, stopping.signal);

  return {
    url: door.url,
    leave: door.leave,
    async close(delayMs) {
      await Promise.all([door.close(delayMs), receiving]);
    },
  };
}

/**
 * By webhook where the world can reach us, else by polling: one process of all for each bot. Resolves when it has
 * stopped.
 */
async function receive(
  { core, log, webhookUrl }: WebhooksOptions,
  doors: readonly (BotDoor & { readonly path: string; readonly intake: BotIntake })[],
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(
    doors.map(({ path, secret, intake }) =>
      webhookUrl
        ? keepWebhook(core, intake, { url: `${webhookUrl}${path}`, secret }, log, signal)
        : poll(core, intake, log, signal),
    ),
  );
}
