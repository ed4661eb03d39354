import * as z from "zod";
import { toDecimal } from "../decimal.ts";
import type { Checkout, Outcome, ReceiptLine } from "../gateway.ts";

/** The owners' bot and the provider that @BotFather connected to it, from the configuration. */
export interface InvoiceSettings {
  /** Root of the Bot API, without a slash. */
  readonly apiRoot: string;
  readonly botToken: string;
  readonly providerToken: string;
  /** Origin of the links that Telegram makes. */
  readonly linkOrigin: string;
  /** Codes for receipts, as YooKassa has them, where it is the provider; undefined: none are asked for. */
  readonly receipts: { readonly vat: number; readonly taxSystem: number | undefined } | undefined;
}

const TIMEOUT_MS = 10_000;

// core.telegram.org/bots/api#createinvoicelink; the label has no limit of its own there.
const MAX_TITLE = 32;
const MAX_DESCRIPTION = 255;

const Reply = z.union([
  z.object({ ok: z.literal(true), result: z.url() }).transform(({ result }) => ({ link: result })),
  z.object({ ok: z.literal(false), error_code: z.int(), description: z.string().default("") }),
]);

/** `createInvoiceLink`: an address that opens the invoice in Telegram, where anybody who has it may pay. */
export async function createInvoiceLink(
  settings: InvoiceSettings,
  { key, money, description, receipt }: Pick<Checkout, "key" | "money" | "description" | "receipt">,
  fetch: typeof globalThis.fetch,
): Promise<Outcome<string>> {
  const { apiRoot, botToken, providerToken, linkOrigin, receipts } = settings;
  try {
    const response = await fetch(`${apiRoot}/bot${botToken}/createInvoiceLink`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        title: cut(description, MAX_TITLE),
        description: cut(description, MAX_DESCRIPTION),
        payload: key,
        provider_token: providerToken,
        currency: money.currency,
        prices: receipt.map(({ name, sum }) => ({ label: name, amount: sum })),
        ...(receipts && fiscal(receipts, receipt, money.currency)),
      }),
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { data } = Reply.safeParse(await response.json());
    if (!data || response.status >= 500 || response.status === 429) return { unknown: true };
    if (!("link" in data)) return { declined: reasonOf(data) };
    return new URL(data.link).origin === linkOrigin ? { ok: data.link } : { unknown: true };
  } catch {
    return { unknown: true };
  }
}

/** What YooKassa makes the receipt of: it needs the payer's address, which Telegram asks for and passes on. */
const fiscal = (
  { vat, taxSystem }: NonNullable<InvoiceSettings["receipts"]>,
  lines: readonly ReceiptLine[],
  currency: string,
) => ({
  need_email: true,
  send_email_to_provider: true,
  provider_data: JSON.stringify({
    receipt: {
      ...(taxSystem !== undefined && { tax_system_code: taxSystem }),
      items: lines.map(({ name, sum }) => ({
        description: cut(name, 128),
        quantity: "1.00",
        amount: { value: toDecimal(sum), currency },
        vat_code: vat,
        payment_mode: "full_prepayment",
        payment_subject: "service",
      })),
    },
  }),
});

/** Telegram names what is wrong in capitals (PAYMENT_PROVIDER_INVALID); the rest is a sentence. */
function reasonOf({ error_code, description }: { error_code: number; description: string }): string {
  return /\b[A-Z]+(?:_[A-Z]+)+\b/.exec(description)?.[0].toLowerCase() ?? `error_${error_code}`;
}

/** Characters, not UTF-16 units: half an emoji is no text. */
const cut = (text: string, max: number): string => Array.from(text).slice(0, max).join("");
