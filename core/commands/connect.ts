import { migrate, MigrationError } from "../../prisma/migrate.ts";
import { systemClock } from "../platform/clock.ts";
import { gatewayNames, readConfig, type LiveConfig } from "../platform/config.ts";
import { openCore } from "../platform/open-core.ts";
import { errorCode } from "./error-code.ts";
import type { CommandIo, Connection, Refusal } from "./io.ts";
import { getMe } from "./telegram.ts";

/**
 * Connects to the service that the environment describes: the live one, or else the sandbox, if it runs.
 *
 * @param bots what they are called is asked of Telegram, unless nobody needs to know
 */
export async function connect(
  io: CommandIo,
  bots: "named" | "unnamed" = "named",
): Promise<Connection | Refusal> {
  const read = readConfig(io.env);
  if ("problems" in read) return read;
  const { config } = read;
  if (config.mode === "live") return io.live ? io.live(config) : connectLive(config, bots);
  const sandbox = await io.sandbox?.(config);
  return (
    sandbox ?? {
      problems: ["The sandbox does not run. Start it with npm start, or set a live service's tokens."],
    }
  );
}

async function connectLive(config: LiveConfig, bots: "named" | "unnamed"): Promise<Connection | Refusal> {
  if (bots === "unnamed") return openLive(config, { owner: "", staff: "" });
  const [owner, staff] = await Promise.all(
    [config.ownerBotToken, config.staffBotToken].map((token) => getMe(config.telegramApiRoot, token)),
  );
  if (!owner || !("ok" in owner) || !staff || !("ok" in staff)) {
    return { problems: ["Telegram did not say who the bots are. Find out more with npm run doctor."] };
  }
  return openLive(config, { owner: owner.ok.username, staff: staff.ok.username });
}

/** Opens a live service's database, brought up to date, and its files. */
async function openLive(
  config: LiveConfig,
  bots: { readonly owner: string; readonly staff: string },
): Promise<Connection | Refusal> {
  try {
    await migrate(config.databaseUrl);
  } catch (error) {
    const reason =
      error instanceof MigrationError ? error.message : `It cannot be used (${errorCode(error)}).`;
    return { problems: [`DATABASE_URL: ${reason}`] };
  }
  const opened = openCore({
    databaseUrl: config.databaseUrl,
    secretsKey: config.secretsKey,
    dataDir: config.dataDir,
    clock: systemClock(),
    settings: {
      publicUrl: config.publicUrl,
      gateways: gatewayNames(config),
      cashierLimits: config.cashierLimits,
      ownerBot: bots.owner,
      defaultLocale: config.defaultLocale,
      staffBot: bots.staff,
      whatsappNumber: undefined,
      whatsappDriver: config.whatsapp?.driver,
    },
  });
  return { ...opened, real: !config.sandboxed };
}
