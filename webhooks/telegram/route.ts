import type { IncomingMessage, ServerResponse } from "node:http";
import { Router } from "express";
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
 * Everything that people write comes this way, so nothing of what pages need is done here: no headers for browsers, no
 * bodies but JSON, no answers but their status.
 */
export function telegramRoutes(webhooks: readonly TelegramWebhook[]): Router {
  const router = Router();
  for (const webhook of webhooks)
    router.post(webhook.path, (request, response) => {
      statusOf(request, webhook).then(
        (status) => answer(response, status),
        () => answer(response, 503),
      );
    });
  return router;
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
