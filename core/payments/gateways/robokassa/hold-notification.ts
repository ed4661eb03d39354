import { createPublicKey, verify } from "node:crypto";
import * as z from "zod";
import type { Notification, RawNotification } from "../../gateway.ts";
import type { HoldSettings } from "./settings.ts";

/** Our number of the attempt, from 1 to Robokassa's 2^63-1. */
const Invoice = z.string().regex(/^[1-9]\d{0,18}$/);

const Header = z.object({ alg: z.literal("RS256") });

/** What is signed; `incSum` is what the payer paid, with a commission that is not ours: not compared. */
const Payload = z.object({
  header: z.object({ type: z.literal("PaymentStateNotification") }),
  data: z.object({
    shop: z.string(),
    opKey: z.string().min(1).max(100),
    invId: z.union([z.int().positive().transform(String), z.string()]).pipe(Invoice),
    state: z.string().regex(/^\w{1,20}$/),
  }),
});

/** Three parts in base64url, nothing else. */
const JWS = /^([\w-]{1,1000})\.([\w-]{1,8000})\.([\w-]{1,2000})$/;

/**
 * Reads what comes to ResultUrl2: a compact JWS (RFC 7515) in a body that calls itself JSON, signed with the key of
 * Robokassa's certificate. All shops have this certificate, so whose payment it is has to be looked at. Any 2xx is
 * enough for an answer; else it is repeated up to five times.
 */
export function readHoldResult(hold: HoldSettings, login: string, raw: RawNotification): Notification {
  const [token, header = "", payload = "", signature = ""] = JWS.exec(raw.body.trim()) ?? [];
  if (token === undefined || !parse(Header, header)) return malformed;
  const signed = Buffer.from(`${header}.${payload}`, "ascii");
  if (!verify("sha256", signed, createPublicKey(hold.certificate), Buffer.from(signature, "base64url"))) {
    return { reject: "bad_signature", answer: { status: 400, body: "bad sign" } };
  }
  const told = parse(Payload, payload);
  if (!told) return malformed;
  const { shop, invId, opKey, state } = told.data;
  if (shop !== login) return { reject: "bad_source", answer: { status: 400, body: "bad shop" } };
  return {
    ref: invId,
    eventKey: `result2:${invId}:${opKey}:${state}`,
    money: undefined,
    ack: { status: 200, body: "OK" },
  };
}

const malformed: Notification = { reject: "malformed", answer: { status: 400, body: "bad request" } };

function parse<T>(schema: z.ZodType<T>, part: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(part, "base64url").toString())).data;
  } catch {
    return undefined;
  }
}
