import { migrate, MigrationError } from "../../prisma/migrate.ts";
import { systemClock } from "../platform/clock.ts";
import { gatewayNames, readConfig, type LiveConfig } from "../platform/config.ts";
import { openCore } from "../platform/open-core.ts";
import { errorCode } from "./error-code.ts";
import type { CommandIo, Connection, Refusal } from "./io.ts";
import { getMe } from "./telegram.ts";

/** Connects to the service that the environment describes: the live one, or else the sandbox, if it runs. */
export async function connect(io: CommandIo): Promise<Connection | Refusal> {
  const read = readConfig(io.env);
  if ("problems" in read) return read;
  const { config } = read;
  if (config.mode === "live") return (io.live ?? connectLive)(config);
  const sandbox = await io.sandbox?.(config);
  return (
    sandbox ?? {
      problems: ["The sandbox does not run. Start it with npm start, or set a live service's tokens."],
    }
  );
}

/** Opens a live service's database, brought up to date, and its files. */
async function connectLive(config: LiveConfig): Promise<Connection | Refusal> {
  const [owner, staff] = await Promise.all(
    [config.ownerBotToken, config.staffBotToken].map((token) => getMe(config.telegramApiRoot, token)),
  );
  if (!owner || !("ok" in owner) || !staff || !("ok" in staff)) {
    return { problems: ["Telegram did not say who the bots are. Find out more with npm run doctor."] };
  }
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
      ownerBot: owner.ok.username,
      defaultLocale: config.defaultLocale,
      staffBot: staff.ok.username,
      whatsappNumber: undefined,
    },
  });
  return { ...opened, real: !config.sandboxed };
}
