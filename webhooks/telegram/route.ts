import { json, Router } from "express";
import { badBody } from "../bad-body.ts";
import { sameSecret } from "../same-secret.ts";
import type { BotIntake } from "./intake.ts";

/** Telegram's updates are a few kilobytes; the largest message with all its entities stays under this. */
const MAX_UPDATE = "256kb";

export interface TelegramWebhook {
  readonly path: string;
  readonly secret: string;
  readonly intake: BotIntake;
}

/**
 * Takes updates that Telegram posts: 401 for a wrong secret before anything is read, 400 for what is no update, 413
 * for what is too large, 503 when it could not be stored (Telegram delivers again), else 200 after the commit.
 */
export function telegramRoutes(webhooks: readonly TelegramWebhook[]): Router {
  const router = Router();
  for (const { path, secret, intake } of webhooks) {
    router.post(
      path,
      (request, response, next) => {
        if (sameSecret(request.get("x-telegram-bot-api-secret-token") ?? "", secret)) next();
        else response.sendStatus(401);
      },
      json({ limit: MAX_UPDATE, type: () => true }),
      (request, response) => {
        intake.accept([request.body]).then(
          (result) => response.sendStatus(result === "accepted" ? 200 : 400),
          () => response.sendStatus(503),
        );
      },
    );
  }
  router.use(badBody);
  return router;
}
