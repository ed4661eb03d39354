import { createHmac } from "node:crypto";
import * as z from "zod";
import type { Money } from "../../../platform/money.ts";
import type { Outcome, ReceiptLine, Refund, RefundState } from "../../gateway.ts";
import { decimalNumber, refundItems } from "./link.ts";
import { request } from "./request.ts";
import type { RobokassaSettings } from "./settings.ts";
import { fetchOperation } from "./state.ts";

type Fetch = typeof globalThis.fetch;

/** What `Refund/Create` answers. */
const Created = z.object({
  success: z.boolean(),
  message: z.string().nullish(),
  requestId: z.string().nullish(),
});

/** What `Refund/GetState` answers. */
const State = z.object({ label: z.enum(["finished", "processing", "canceled"]) });

const refundStates: Record<z.infer<typeof State>["label"], RefundState> = {
  finished: "done",
  processing: "under_way",
  canceled: "cancelled",
};

/**
 * Asks for a refund: POST `Refund/Create` with a JWT over compact JSON, signed with Password3. The operation's key
 * comes from OpStateExt, which is also the look before the leap: what went back already is not sent back again.
 */
export async function createRefund(
  settings: RobokassaSettings,
  fetch: Fetch,
  ref: string,
  money: Money,
  receipt: readonly ReceiptLine[] | undefined,
): Promise<Outcome<Refund>> {
  const { password3, refundUrl } = settings;
  if (password3 === undefined) return { declined: "no_password3" };
  const operation = await fetchOperation(settings, fetch, ref);
  if (!("ok" in operation)) return operation;
  const { snapshot, opKey } = operation.ok;
  if (snapshot.state === "returned") return { ok: { ref, state: "done" } };
  if (snapshot.state !== "captured" || opKey === undefined) return { declined: "not_captured" };
  const token = jwt(settings, password3, {
    OpKey: opKey,
    // Left out, all that is left would go back, and an earlier part with a sum of its own would not be noticed.
    RefundSum: decimalNumber(money.amount),
    ...(receipt && { InvoiceItems: refundItems(settings, receipt) }),
  });
  const answer = await request(fetch, `${refundUrl}/Create`, {
    method: "POST",
    headers: { "content-type": "text/plain" },
    body: token,
  });
  const created = answer && answer.status < 500 ? Created.safeParse(parseJson(answer.body)).data : undefined;
  if (!created) return { unknown: true };
  if (created.success && created.requestId) return { ok: { ref: created.requestId, state: "under_way" } };
  return { declined: created.message === "NotEnoughOperationFunds" ? "nothing_left" : "refused" };
}

/** GET `Refund/GetState?id=`: needs no signature, the id is the secret. */
export async function fetchRefund(
  { refundUrl }: RobokassaSettings,
  fetch: Fetch,
  ref: string,
): Promise<Outcome<RefundState>> {
  const answer = await request(fetch, `${refundUrl}/GetState?id=${encodeURIComponent(ref)}`);
  const state = answer?.status === 200 ? State.safeParse(parseJson(answer.body)).data : undefined;
  return state ? { ok: refundStates[state.label] } : { unknown: true };
}

const part = (value: object) => Buffer.from(JSON.stringify(value), "utf8").toString("base64url");

/** The refund service takes HS256, HS384 and HS512. */
function jwt({ hash }: RobokassaSettings, secret: string, payload: object): string {
  const size = hash === "sha384" || hash === "sha512" ? hash.slice(3) : "256";
  const signed = `${part({ alg: `HS${size}`, typ: "JWT" })}.${part(payload)}`;
  return `${signed}.${createHmac(`sha${size}`, secret).update(signed).digest("base64url")}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
