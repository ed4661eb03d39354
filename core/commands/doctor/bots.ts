import { systemClock } from "../../platform/clock.ts";
import type { LiveConfig } from "../../platform/config.ts";
import { getMe, getWebhookInfo } from "../telegram.ts";
import { counted, note, ok, problem, type Finding } from "./finding.ts";

interface Bot {
  readonly subject: string;
  readonly variable: "OWNER_BOT_TOKEN" | "STAFF_BOT_TOKEN";
  readonly token: string;
}

/** Whose the tokens are, and whether updates arrive as configured. */
export async function checkBots(config: LiveConfig): Promise<Finding[]> {
  const bots: Bot[] = [
    { subject: "owners' bot", variable: "OWNER_BOT_TOKEN", token: config.ownerBotToken },
    { subject: "staff bot", variable: "STAFF_BOT_TOKEN", token: config.staffBotToken },
  ];
  const findings = await Promise.all(bots.map((bot) => checkBot(config, bot)));
  return findings.flat();
}

async function checkBot(config: LiveConfig, bot: Bot): Promise<Finding[]> {
  const { subject, variable, token } = bot;
  const told = await getMe(config.telegramApiRoot, token);
  if ("refused" in told) {
    return [problem(subject, `Telegram does not know ${variable}.`, "Copy the token again from @BotFather.")];
  }
  if ("silent" in told) {
    const mend = "Look at the network, a firewall or proxy, and TELEGRAM_API_ROOT.";
    return [problem(subject, `Telegram does not answer (${told.silent}).`, mend)];
  }
  const findings = [ok(subject, `@${told.ok.username}`)];
  if (variable === "STAFF_BOT_TOKEN" && !told.ok.has_topics_enabled) {
    findings.push(
      note(
        subject,
        "it has no topics, so cases are told apart by their numbers.",
        "Switch on Threaded Mode for it in @BotFather to give each case a topic of its own.",
      ),
    );
  }
  return [...findings, ...(await checkWebhook(config, bot))];
}

/** A failure older than this is over: Telegram keeps the last one for ever. */
const RECENT_S = 60 * 60;

async function checkWebhook({ telegramApiRoot, publicUrl }: LiveConfig, bot: Bot): Promise<Finding[]> {
  const subject = `updates of the ${bot.subject}`;
  const told = await getWebhookInfo(telegramApiRoot, bot.token);
  if (!("ok" in told)) {
    return [problem(subject, "Telegram does not say where it sends them.", "Try again in a minute.")];
  }
  const {
    url,
    last_error_date: failedAt,
    last_error_message: reason,
    pending_update_count: waiting,
  } = told.ok;
  if (publicUrl === undefined) {
    if (url === "") return [ok(subject, "polled, because PUBLIC_URL is not set.")];
    return [note(subject, "still posted to an address; the service ends that when it starts and polls.")];
  }
  if (url === "") {
    return [
      problem(subject, "Telegram posts them nowhere yet.", "Start the service: npm start sets the address."),
    ];
  }
  if (!url.startsWith(`${publicUrl}/`)) {
    return [
      problem(
        subject,
        "Telegram posts them to another address than PUBLIC_URL.",
        "Start the service with this configuration, and no other service with the same token.",
      ),
    ];
  }
  if (failedAt !== undefined && systemClock().now().getTime() / 1000 - failedAt < RECENT_S) {
    return [
      problem(
        subject,
        `Telegram could not deliver lately (${reason ?? "no reason given"}); ${counted(waiting, "update")} waiting.`,
        "See that PUBLIC_URL leads to this service, with a certificate that is valid.",
      ),
    ];
  }
  return [ok(subject, `posted to PUBLIC_URL; ${counted(waiting, "update")} waiting.`)];
}
