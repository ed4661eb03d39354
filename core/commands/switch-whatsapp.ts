import {
  MAX_REASON,
  startWhatsApp,
  stopWhatsApp,
  whatsappStop,
  whatsappWaiting,
  type WhatsAppStop,
} from "../messaging/whatsapp-switch.ts";
import type { Core } from "../platform/core.ts";
import { readArguments } from "./arguments.ts";
import { connect } from "./connect.ts";
import { counted } from "./doctor/finding.ts";
import { complain, type CommandIo, type ExitCode } from "./io.ts";

const USAGE = [
  'npm run whatsapp -- stop [--reason "…"]   nothing is sent on WhatsApp; what is for it waits',
  "npm run whatsapp -- start                  what waited goes out",
  "npm run whatsapp -- status                 whether it is switched off, since when and by whom",
];

const options = { reason: { type: "string" } } as const;

/** `whatsapp stop`, `whatsapp start`, `whatsapp status`: what administrators do by a button, where the bots hang. */
export async function whatsappCommand(args: string[], io: CommandIo): Promise<ExitCode> {
  const read = readArguments(args, options);
  const [action = "", ...rest] = read?.positionals ?? [];
  const reason = read?.values.reason?.trim();
  if (!read || rest.length > 0 || (reason !== undefined && action !== "stop")) return complain(io, USAGE);
  if (reason !== undefined && reason.length > MAX_REASON)
    return complain(io, [`--reason is longer than ${MAX_REASON} characters.`]);
  switch (action) {
    case "stop":
      return withCore(io, (core) => stop(io, core, reason ? reason : null));
    case "start":
      return withCore(io, (core) => start(io, core));
    case "status":
      return withCore(io, (core) => status(io, core));
    default:
      return complain(io, USAGE);
  }
}

async function stop(io: CommandIo, core: Core, reason: string | null): Promise<ExitCode> {
  const stopped = await stopWhatsApp(core, null, reason);
  io.print(
    stopped.kind === "already"
      ? `WhatsApp ${inWords(stopped.stop)} already.`
      : "WhatsApp is switched off; a running service obeys within a second or two. Switch it on again with npm run whatsapp -- start.",
  );
  return 0;
}

async function start(io: CommandIo, core: Core): Promise<ExitCode> {
  const started = await startWhatsApp(core, null);
  io.print(
    started.kind === "already"
      ? "WhatsApp was not switched off."
      : `WhatsApp is on again; ${waits(started.waiting)} now.`,
  );
  return 0;
}

async function status(io: CommandIo, core: Core): Promise<ExitCode> {
  const stop = await whatsappStop(core);
  io.print(
    stop
      ? `WhatsApp ${inWords(stop)}. To be sent when it is on again: ${await whatsappWaiting(core)}.`
      : "WhatsApp is not switched off. How it works: npm run doctor.",
  );
  return 0;
}

const waits = (count: number): string =>
  count === 0 ? "nothing waited, whatever comes goes out" : `${counted(count, "message")} that waited go out`;

const inWords = ({ since, by, reason }: WhatsAppStop): string =>
  `has been switched off since ${since.toISOString()} by ${by ?? "somebody at the server"}${reason === null ? "" : ` (${reason})`}`;

/** Telegram need not answer: it may be why somebody came here. */
async function withCore(io: CommandIo, work: (core: Core) => Promise<ExitCode>): Promise<ExitCode> {
  const connection = await connect(io, "unnamed");
  if ("problems" in connection) return complain(io, connection.problems);
  try {
    return await work(connection.core);
  } finally {
    await connection.close();
  }
}
