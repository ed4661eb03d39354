import { createHmac } from "node:crypto";
import { raw, Router, type Request, type Response } from "express";
import { badBody } from "../bad-body.ts";
import { sameSecret } from "../same-secret.ts";
import type { WhatsAppIntake } from "./intake.ts";

export interface WhatsAppWebhook {
  readonly intake: WhatsAppIntake;
  /** Signs every notification (the app's settings at Meta, "App secret"). */
  readonly appSecret: string;
  /** What we told Meta when the address was registered. */
  readonly verifyToken: string;
}

/** Where Meta has to be told to deliver, under the public address. */
export const WHATSAPP_PATH = "/webhooks/whatsapp";

/** Notifications hold up to a thousand changes; Meta's own bound is 3 MB. */
const MAX_BODY = "3mb";

/**
 * Meta's webhook. GET repeats the challenge to who knows the token, else 403. POST: 401 without a signature of these
 * bytes, before anything is read of them; 413 for what is too large, 400 for what is no notification, 503 when it
 * could not be stored (Meta delivers again, for up to seven days), else 200 after the commit.
 */
export function whatsappRoutes({ intake, appSecret, verifyToken }: WhatsAppWebhook): Router {
  const router = Router();
  router
    .route(WHATSAPP_PATH)
    .get((request, response) => challenge(verifyToken, request, response))
    .post(
      (request, response, next) => {
        if (request.get(SIGNATURE)) next();
        else response.sendStatus(401);
      },
      raw({ limit: MAX_BODY, type: () => true }),
      (request, response) => {
        const bytes: unknown = request.body;
        // Without a body there is none to sign either.
        const body = Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0);
        if (!isSigned(body, request.get(SIGNATURE) ?? "", appSecret)) response.sendStatus(401);
        else void notified(intake, body, response);
      },
    )
    .all((_request, response) => void response.status(405).set("allow", "GET, POST").end());
  router.use(WHATSAPP_PATH, badBody);
  return router;
}

const SIGNATURE = "x-hub-signature-256";

const isSigned = (body: Buffer, signature: string, appSecret: string): boolean =>
  sameSecret(signature, `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`);

function challenge(verifyToken: string, { query }: Request, response: Response): void {
  const { "hub.mode": mode, "hub.verify_token": token, "hub.challenge": said } = query;
  const known = mode === "subscribe" && typeof token === "string" && sameSecret(token, verifyToken);
  // Meta's are numbers; whatever else is asked to be repeated is not.
  if (known && typeof said === "string" && /^[\w-]{1,128}$/.test(said))
    response.type("text/plain").send(said);
  else response.sendStatus(403);
}

async function notified(intake: WhatsAppIntake, body: Buffer, response: Response): Promise<void> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString("utf8"));
  } catch {
    response.sendStatus(400);
    return;
  }
  try {
    response.sendStatus((await intake.accept(parsed)) === "accepted" ? 200 : 400);
  } catch {
    response.sendStatus(503);
  }
}
