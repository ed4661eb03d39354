import type { ChildProcess } from "node:child_process";
import { rm } from "node:fs/promises";
import type { SandboxConfig } from "../core/platform/config.ts";
import type { Core } from "../core/platform/core.ts";
import { openCore } from "../core/platform/open-core.ts";
import { migrate } from "../prisma/migrate.ts";
import { OWNER_BOT, PROVIDER_TOKEN, STAFF_BOT } from "./bots.ts";
import { createClock } from "./clock.ts";
import { writeJson } from "./control/http.ts";
import { startControl, type Router } from "./control/server.ts";
import { startGateways, type SimulatedGateways } from "./gateways/start.ts";
import { pageRoutes } from "./page/routes.ts";
import { placesIn } from "./places.ts";
import { freePort } from "./postgres/ports.ts";
import { startPostgres } from "./postgres/postgres.ts";
import { serviceProbe } from "./probe.ts";
import { noteRunning, settingsOf } from "./running.ts";
import { handouts, seed, type Handout } from "./seed.ts";
import { loadService, startService, type Service } from "./service.ts";
import { supervise } from "./supervise.ts";
import { startTelegram } from "./telegram/server.ts";
import { startWhatsApp } from "./whatsapp/start.ts";

export interface Sandbox {
  /** Address of the page; the control API is below it. */
  readonly url: string;
  readonly core: Core;
  readonly service: () => Service;
  /** Starts the service's process again after it was stopped or killed. */
  restartService(): Promise<void>;
  close(): Promise<void>;
}

export interface SandboxOptions extends Pick<
  SandboxConfig,
  "dataDir" | "logLevel" | "port" | "defaultLocale"
> {
  /** Reject what the real Bot API would silently ignore. Tests: true. */
  readonly strict?: boolean;
  /** Further variables of the service's process (tests: REDIS_URL, FAULTS). */
  readonly env?: NodeJS.ProcessEnv;
  /** A Postgres that runs already; else the sandbox's own is started, and stopped at the end. */
  readonly databases?: { readonly service: string; readonly chats: string };
  /** How the service reaches the simulated WhatsApp; nothing: there is none. */
  readonly whatsapp?: "web" | "cloud" | undefined;
  /** Menus have polls beside their numbers (WhatsApp Web alone has any). */
  readonly whatsappPolls?: boolean;
  /** The browser of the web driver; nothing: one that is found. */
  readonly chromiumPath?: string | undefined;
  /** How the service is started; nothing: as one process. */
  readonly launch?: typeof startService;
  /** The process that it is started in at first, which loads already (loadService). */
  readonly child?: ChildProcess;
  /** Hears every line that the service's process writes; else they go where ours go. */
  readonly log?: (line: string) => void;
}

/**
 * The whole service on this machine: Postgres, a simulated Telegram and payment gateway, and a page to play everybody
 * on, in this process; the service itself, against them, in a process of its own.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const places = placesIn(options.dataDir);
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  const { launch = startService, log } = options;
  // While its sources load, all that it stands on is begun.
  let child = options.child ?? (options.launch ? undefined : loadService({ log, env: options.env }));
  if (child) closers.push(async () => child?.kill());
  try {
    const databases = options.databases ?? (await ownDatabases(places.postgres, closers));
    await migrate(databases.service);

    const clock = createClock();
    const telegram = await startTelegram({
      clock,
      databaseUrl: databases.chats,
      strict: options.strict ?? false,
    });
    closers.push(() => telegram.close());
    telegram.addBot(OWNER_BOT.token, OWNER_BOT);
    telegram.addBot(STAFF_BOT.token, STAFF_BOT);

    const publicUrl = `http://127.0.0.1:${await freePort()}`;
    const gateways = await startGateways({ clock, databaseUrl: databases.chats, publicUrl });
    closers.push(() => gateways.close());
    const whatsapp = options.whatsapp && (await startWhatsApp(telegram.world, options.whatsapp));
    if (whatsapp) closers.push(() => whatsapp.close());
    const settings = settingsOf(publicUrl, options);
    const { core, close: closeCore } = openCore({
      databaseUrl: databases.service,
      secretsKey: places.secretsKey,
      dataDir: places.service,
      clock: { now: clock.now, onJump: () => () => undefined },
      settings,
    });
    closers.push(closeCore);
    const env = {
      ...environment(publicUrl, telegram.url, gateways, options.logLevel),
      DATABASE_URL: databases.service,
      SECRETS_KEY: places.secretsKey,
      DATA_DIR: places.service,
      ...whatsapp?.environment,
      ...(options.whatsappPolls && { WHATSAPP_POLLS: "1" }),
      ...(options.chromiumPath && { CHROMIUM_PATH: options.chromiumPath }),
      ...options.env,
    };
    const start = async () => {
      const loading = child;
      child = undefined;
      const next = await launch(env, clock.offset(), { log, child: loading });
      whatsapp?.meet(next);
      return next;
    };
    // While it starts, its clinic is set up.
    const starting = supervise(start, (how) =>
      process.stderr.write(`The service ended (${how}); it is started again.\n`),
    );
    closers.push(async () => (await starting.catch(() => undefined))?.close());
    await seed(core);
    let invitations = await handouts(core);
    const service = await starting;
    clock.onChange((offset) => service.current().setClock(offset));
    await whatsapp?.open(publicUrl);

    const probe = serviceProbe(core.db, clock);
    const control = await startControl({
      telegram,
      ...(whatsapp && { whatsapp: whatsapp.hub }),
      clock,
      service: {
        async pending() {
          return { ...(await probe.pending()), ...whatsapp?.busy(), notifications: gateways.pending() };
        },
      },
      reset: () =>
        service.restart(async () => {
          await emptyService(core, places.service);
          await gateways.reset();
          whatsapp?.reset();
          await seed(core);
          invitations = await handouts(core);
        }),
      port: options.port,
      extra: [setupRoute(() => invitations), gateways.routes, pageRoutes()],
    });
    closers.push(() => control.close());
    closers.push(
      await noteRunning(places.running, { url: control.url, publicUrl, databaseUrl: databases.service }),
    );

    return {
      url: control.url,
      core,
      service: service.current,
      restartService: () => service.restart(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function ownDatabases(dir: string, closers: (() => Promise<unknown>)[]) {
  const postgres = await startPostgres({ dir });
  closers.push(() => postgres.stop());
  return {
    service: await postgres.ensureDatabase("pawline"),
    // Simulated chats apart: a reset of the one never touches the other by mistake.
    chats: await postgres.ensureDatabase("pawline_sandbox"),
  };
}

/** The service's configuration: that of a live one, with every address on this machine. */
function environment(
  publicUrl: string,
  apiRoot: string,
  gateways: SimulatedGateways,
  logLevel: string,
): NodeJS.ProcessEnv {
  return {
    PAWLINE_SANDBOX: "1",
    OWNER_BOT_TOKEN: OWNER_BOT.token,
    STAFF_BOT_TOKEN: STAFF_BOT.token,
    TELEGRAM_API_ROOT: apiRoot,
    PUBLIC_URL: publicUrl,
    HOST: "127.0.0.1",
    PORT: new URL(publicUrl).port,
    LOG_LEVEL: logLevel,
    // What the shell may hold for a live service has no business here.
    REDIS_URL: "",
    HEALTH_PORT: "",
    DRAIN_DELAY: "",
    TRUSTED_PROXIES: "",
    WHATSAPP_DRIVER: "",
    WHATSAPP_NUMBER: "",
    WHATSAPP_PHONE_ID: "",
    WHATSAPP_TOKEN: "",
    WHATSAPP_APP_SECRET: "",
    WHATSAPP_VERIFY_TOKEN: "",
    WHATSAPP_PAIR_BY_CODE: "",
    WHATSAPP_POLLS: "",
    WHATSAPP_BROWSER: "",
    ROBOKASSA_TEST: "",
    ROBOKASSA_SNO: "",
    ROBOKASSA_TAX: "",
    TELEGRAM_PROVIDER_TOKEN: PROVIDER_TOKEN,
    TELEGRAM_PROVIDER_CURRENCIES: "RUB",
    TELEGRAM_PROVIDER_VAT: "1",
    TELEGRAM_PROVIDER_TAX_SYSTEM: "",
    ...gateways.environment,
  };
}

/** Empties the service: every table but Prisma's own, and the files. */
async function emptyService(core: Core, folder: string): Promise<void> {
  const tables = await core.db.$queryRaw<{ name: string }[]>`
    select format('%I', tablename) as name from pg_tables
    where schemaname = 'public' and tablename <> '_prisma_migrations'`;
  const names = tables.map(({ name }) => name).join(", ");
  await core.db.$executeRawUnsafe(`truncate ${names} restart identity cascade`);
  await rm(folder, { recursive: true, force: true });
}

/** Which bot is whose, and the invitations that nobody has taken up yet. */
function setupRoute(invitations: () => readonly Handout[]): Router {
  return async (request, response, url) => {
    if (request.method !== "GET" || url.pathname !== "/page/setup") return false;
    writeJson(response, 200, {
      owner: OWNER_BOT.username,
      vet: STAFF_BOT.username,
      invitations: invitations(),
    });
    return true;
  };
}
