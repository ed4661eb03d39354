import { readConfig, type LiveConfig } from "../../platform/config.ts";
import { complain, type CommandIo, type ExitCode } from "../io.ts";
import { checkBots } from "./bots.ts";
import { checkClinic } from "./clinic.ts";
import type { Finding } from "./finding.ts";
import { checkGateway } from "./gateway.ts";
import { checkMerchants } from "./merchants.ts";
import { checkProxies } from "./proxies.ts";
import { checkShops } from "./shops.ts";
import { checkTelegramPayments } from "./telegram-payments.ts";
import { checkDatabase, checkRedis } from "./stores.ts";
import { checkPublicAddress } from "./public-address.ts";
import { checkWhatsApp } from "./whatsapp.ts";

/**
 * `doctor`: looks at everything a live configuration names, changes nothing, and says of each whether it works and
 * how to mend it. Exit code 1 when something does not.
 */
export async function doctorCommand(io: CommandIo): Promise<ExitCode> {
  const read = readConfig(io.env);
  if ("problems" in read) return complain(io, ["The configuration has mistakes:", ...read.problems]);
  if (read.config.mode === "sandbox") {
    io.print("No bot token is set: npm start runs the sandbox, which needs no configuration.");
    io.print("For a live service set what .env.example describes, and ask again.");
    return 0;
  }
  const findings = await examine(read.config, io);
  for (const { subject, verdict, detail, mend } of findings) {
    io.print(`${verdict.padEnd(8)} ${subject}: ${detail}`);
    if (mend !== undefined) io.print(`${" ".repeat(9)}${mend}`);
  }
  const problems = findings.filter(({ verdict }) => verdict === "problem").length;
  io.print(problems === 0 ? "Everything works." : `${problems} to mend.`);
  return problems === 0 ? 0 : 1;
}

/** All at once: what cannot be reached takes its time to say so. */
async function examine(config: LiveConfig, io: CommandIo): Promise<Finding[]> {
  const parts = await Promise.all([
    checkBots(config),
    checkPublicAddress(config),
    checkDatabase(config),
    checkClinic(config),
    checkRedis(config),
    checkGateway(config),
    checkShops(config),
    checkTelegramPayments(config),
    checkMerchants(config, io.env),
    checkWhatsApp(config, io),
  ]);
  return [...checkProxies(config), ...parts.flat()];
}
