import type { IncomingMessage, ServerResponse } from "node:http";
import { sameSecret } from "../same-secret.ts";
import type { BotIntake } from "./intake.ts";
import { readJson } from "./read-json.ts";

/** Telegram's updates are a few kilobytes; the largest message with all its entities stays under this. */
const MAX_UPDATE = 256 * 1024;

export interface TelegramWebhook {
  readonly path: string;
  readonly secret: string;
  readonly intake: BotIntake;
}

/**
 * Takes updates that Telegram posts: 401 for a wrong secret before anything is read, 400 for what is no update, 413
 * for what is too large, 503 when it could not be stored (Telegram delivers again), else 200 after the commit.
 *
 * Everything that people write comes this way, so it stands in front of Express and answers with a status alone: Express
 * gives each request and response another prototype, which made a message a fifth dearer (tests/bench). What is not
 * Telegram's goes on to `next`.
 */
export function telegramWebhooks(
  webhooks: readonly TelegramWebhook[],
): (request: IncomingMessage, response: ServerResponse, next: () => void) => void {
  const byPath = new Map(webhooks.map((webhook) => [webhook.path, webhook]));
  return (request, response, next) => {
    const webhook = request.method === "POST" ? byPath.get(request.url ?? "") : undefined;
    if (!webhook) return next();
    statusOf(request, webhook).then(
      (status) => answer(response, status),
      () => answer(response, 503),
    );
  };
}

async function statusOf(request: IncomingMessage, { secret, intake }: TelegramWebhook): Promise<number> {
  const given = request.headers["x-telegram-bot-api-secret-token"];
  if (!sameSecret(typeof given === "string" ? given : "", secret)) return 401;
  const read = await readJson(request, MAX_UPDATE);
  if ("status" in read) return read.status;
  return (await intake.accept([read.value])) === "accepted" ? 200 : 400;
}

const answer = (response: ServerResponse, status: number): void =>
  void response.writeHead(status, { "content-length": 0 }).end();
