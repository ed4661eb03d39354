import * as z from "zod";
import type { Checkout, Outcome } from "../../gateway.ts";
import { call, refusal, type Client } from "./call.ts";
import { parseRef, writeRef } from "./ref.ts";

const MAX_DESCRIPTION = 500;

const Opened = z.object({ authority: z.string() });

interface Open {
  readonly ref: string;
  readonly url: string;
  readonly expiresAt: Date;
}

/**
 * Opens a payment: `request.json`. There are no keys, but what is known already is not asked for again: its form has the
 * same address. A request whose answer was lost is harmless: nobody has the address of its form.
 */
export async function openPayment(client: Client, checkout: Checkout): Promise<Outcome<Open>> {
  const { money, invoice, email, returnUrl, expiresAt } = checkout;
  const known = checkout.ref === undefined ? undefined : parseRef(checkout.ref);
  if (known) return { ok: { ref: writeRef(known), url: formOf(client, known.authority), expiresAt } };
  const told = await call(client, "request", {
    amount: money.amount,
    // Said every time: a terminal may be set to tomans, ten times as much.
    currency: "IRR",
    callback_url: returnUrl,
    description: Array.from(checkout.description).slice(0, MAX_DESCRIPTION).join(""),
    metadata: { ...(email !== undefined && { email }), order_id: String(invoice) },
  });
  if (!told) return { unknown: true };
  if (told.code !== 100) return refusal(told);
  const ref = writeRef({ authority: Opened.safeParse(told.data).data?.authority ?? "", money });
  const parsed = parseRef(ref);
  return parsed ? { ok: { ref, url: formOf(client, parsed.authority), expiresAt } } : { unknown: true };
}

const formOf = ({ settings }: Client, authority: string): string =>
  `${settings.apiRoot}/pg/StartPay/${authority}`;
