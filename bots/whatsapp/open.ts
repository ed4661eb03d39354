import { join } from "node:path";
import { receive } from "../../core/messaging/intake.ts";
import { whatsappStop } from "../../core/messaging/whatsapp-switch.ts";
import { GRAPH_VERSION, type WhatsAppConfig } from "../../core/platform/config.ts";
import type { Core } from "../../core/platform/core.ts";
import type { Log } from "../../core/platform/log.ts";
import type { Metrics } from "../../core/platform/metrics.ts";
import { OWN_NUMBER } from "../../core/messaging/whatsapp-state.ts";
import { readCloud } from "./cloud/read.ts";
import type { WhatsAppDriver } from "./driver.ts";
import { obeying } from "./obey.ts";
import { arrivalOf } from "./web/arrivals.ts";
import type { Manners } from "./web/manners.ts";
import { inOneProcess } from "./web/one-process.ts";

export interface WhatsApp {
  readonly driver: WhatsAppDriver;
  readonly readCloud: typeof readCloud;
  /**
   * Begins to listen, where that takes a program of its own (a browser), unless WhatsApp is switched off. Asked for
   * again, it does nothing.
   */
  start(): void;
  /** Looks at the switch, and ends or starts that program accordingly. */
  obey(): Promise<void>;
  close(): Promise<void>;
}

export interface WhatsAppTools {
  readonly core: Core;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "watch">;
  /** Where a paired session is kept: whoever has it has the account. */
  readonly dataDir: string;
  /** Shows the person at our terminal what pairs WhatsApp Web; undefined: there is none, and logs must not hold it. */
  readonly show?: ((text: string) => void) | undefined;
}

/** Opens the driver that the configuration names. Its libraries are loaded with the first use. */
export function openWhatsApp(config: WhatsAppConfig, tools: WhatsAppTools): Promise<WhatsApp> {
  return config.driver === "web" ? openWeb(config, tools) : openCloud(config, tools);
}

/** The languages that a template has to be approved in, by ours. */
const LANGUAGES = { ru: "ru", en: "en" };

const nothing = (): Promise<void> => Promise.resolve();

async function openCloud(
  { root, phoneId, token, template }: Extract<WhatsAppConfig, { driver: "cloud" }>,
  { core, log }: WhatsAppTools,
): Promise<WhatsApp> {
  const { cloudDriver } = await import("./cloud/driver.ts");
  const driver = cloudDriver({
    account: { root, version: GRAPH_VERSION, phoneId, token },
    clock: core.clock,
    template: template === undefined ? undefined : { name: template, languages: LANGUAGES, fallback: "en" },
    alert: (code) =>
      log.error(
        { channel: "whatsapp", reason: String(code ?? "forbidden") },
        "WhatsApp refuses everything: the account or its token has to be mended",
      ),
  });
  // While it is switched off deliveries hand nothing to the driver; what people write is taken all the same.
  return { driver, readCloud, start: () => undefined, obey: nothing, close: nothing };
}

/** In the sandbox nobody is watched: answers come at once. */
const AT_ONCE: Manners = { typing: false, daily: { first: 1_000_000, most: 1_000_000 } };

async function openWeb(
  {
    browser,
    chromiumPath,
    dailyLimit,
    number,
    pairByCode,
    polls,
    simulator,
  }: Extract<WhatsAppConfig, { driver: "web" }>,
  { core, log, metrics, dataDir, show }: WhatsAppTools,
): Promise<WhatsApp> {
  let missing: number | undefined;
  const [{ openWhatsAppWeb }, { MANNERS }, { report }] = await Promise.all([
    import("./web/open.ts"),
    import("./web/manners.ts"),
    import("./web/report.ts"),
  ]);
  const web = await openWhatsAppWeb({
    dataDir: join(dataDir, "whatsapp"),
    clock: core.clock,
    log,
    chromium: chromiumPath,
    pairNumber: pairByCode ? number : undefined,
    browserArgs: simulator ?? [],
    polls,
    manners: simulator ? AT_ONCE : { ...MANNERS, daily: { ...MANNERS.daily, most: dailyLimit } },
    missing: (count) => void (missing = count),
    hear: async (heard) => {
      await receive(core, heard.map(arrivalOf));
    },
  });
  metrics.watch("whatsapp_browser_memory_bytes", "Memory of the browser that WhatsApp Web runs in", () =>
    web.memory(),
  );
  metrics.watch("whatsapp_missing_modules", "Parts of WhatsApp's page that we need and it has no more", () =>
    Promise.resolve(missing),
  );
  // The sandbox's phone pairs by itself: nobody has to be told.
  const reports = simulator ? undefined : report(web.state, { core, log, number, show });
  const held = inOneProcess(web, { core, log, number: number ?? OWN_NUMBER });
  const obedient = obeying(held, async () => (await whatsappStop(core)) !== undefined);
  const start = (): void => {
    if (browser)
      obedient
        .start()
        .catch((error: unknown) => log.error({ error }, "WhatsApp's switch could not be looked at"));
  };
  return {
    driver: {
      ...web.driver,
      here: () => browser && held.here(),
      send(chat, message) {
        // What has to be sent is a reason to begin, too.
        start();
        return web.driver.send(chat, message);
      },
    },
    readCloud,
    start,
    obey: () => obedient.obey(),
    async close() {
      await obedient.end();
      await reports?.written();
    },
  };
}
