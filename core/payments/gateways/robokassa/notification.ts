import { fromDecimal } from "../../decimal.ts";
import type { Notification, RawNotification } from "../../gateway.ts";
import type { RobokassaSettings } from "./settings.ts";
import { ownFields, sameSignature, sign } from "./signature.ts";

/** Robokassa's numbers go to 2^63-1; ours begin at 1. */
const INVOICE = /^[1-9]\d{0,18}$/;

/**
 * Reads what comes to ResultURL, by GET or POST: OutSum, InvId, SignatureValue over
 * `OutSum:InvId:Password2[:Shp_…]`, and more that we do not use. OutSum is hashed as the raw text it came as
 * (`10.000000`). Whatever but `OK<InvId>` in the answer makes Robokassa send it again.
 */
export function readResult(settings: RobokassaSettings, raw: RawNotification): Notification {
  const fields = new URLSearchParams(raw.method === "GET" ? raw.query : raw.body);
  const one = (name: string) => {
    const values = fields.getAll(name);
    return values.length === 1 ? values[0] : undefined;
  };
  const [outSum, invoice, signature] = [one("OutSum"), one("InvId"), one("SignatureValue")];
  const amount = outSum === undefined ? undefined : fromDecimal(outSum);
  if (outSum === undefined || amount === undefined || !invoice || !INVOICE.test(invoice) || !signature) {
    return { reject: "malformed", answer: { status: 400, body: "bad request" } };
  }
  const base = [outSum, invoice, settings.password2, ...ownFields(fields)];
  if (!sameSignature(sign(settings.hash, base), signature)) {
    return { reject: "bad_signature", answer: { status: 400, body: "bad sign" } };
  }
  return {
    ref: invoice,
    // A one-stage payment has one such event.
    eventKey: `result:${invoice}`,
    money: { amount, currency: "RUB" },
    ack: { status: 200, body: `OK${invoice}` },
  };
}
