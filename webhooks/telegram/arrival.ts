import { z } from "zod";
import type { Channel } from "../../prisma/generated/enums.ts";
import type { Arrival } from "../../core/messaging/intake.ts";
import type { Asked } from "../../core/payments/telegram/may-pay.ts";
import type { Taken } from "../../core/payments/telegram/taken.ts";

const id = z.number().int();
const from = z.looseObject({ id, is_bot: z.boolean().optional() });
const privateChat = z.looseObject({ id, type: z.literal("private") });
/** Minor units of an ISO 4217 currency, and what an invoice was made with. */
const paid = { currency: z.string(), total_amount: id, invoice_payload: z.string() };
const message = z.looseObject({
  chat: privateChat,
  from,
  media_group_id: z.string().optional(),
  successful_payment: z
    .looseObject({
      ...paid,
      telegram_payment_charge_id: z.string(),
      provider_payment_charge_id: z.string(),
    })
    .optional(),
});

/** What the intake looks at; everything else of an update is carried as it is. */
const update = z.looseObject({
  update_id: id,
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: z.looseObject({ id: z.string(), from }).optional(),
  message_reaction: z.looseObject({ chat: privateChat, user: from }).optional(),
  my_chat_member: z.looseObject({ chat: privateChat, from }).optional(),
  pre_checkout_query: z
    .looseObject({ id: z.string(), from: from.extend({ language_code: z.string().optional() }), ...paid })
    .optional(),
});
const anyUpdate = z.looseObject({ update_id: id });

export type Read =
  | { readonly kind: "arrival"; readonly arrival: Arrival; readonly callback?: string }
  /** Somebody is about to pay an invoice, and Telegram waits for our yes or no. */
  | { readonly kind: "checkout"; readonly checkout: CheckoutQuery }
  /** Somebody has paid one. Nothing that they said: it is for no dialog. */
  | { readonly kind: "taken"; readonly taken: Taken }
  /** Not an update: Telegram never sends that. */
  | { readonly kind: "malformed" }
  /** An update that is not for us (a group, a channel post, a kind we did not ask for). */
  | { readonly kind: "ignored"; readonly what: string };

export interface CheckoutQuery {
  readonly id: string;
  readonly asked: Asked;
  /** BCP 47, of whoever pays. */
  readonly language: string | undefined;
}

/** The kinds of updates we ask Telegram for. Reactions come only to who names them. */
export const allowedUpdates = [
  "message",
  "edited_message",
  "callback_query",
  "message_reaction",
  "my_chat_member",
  "pre_checkout_query",
] as const;

/** Reads an update as Telegram delivered it, by webhook or by polling. */
export function readArrival(channel: Channel, body: unknown): Read {
  if (!anyUpdate.safeParse(body).success) return { kind: "malformed" };
  const { data } = update.safeParse(body);
  const kind = allowedUpdates.find((name) => data?.[name] !== undefined);
  if (!data || !kind) return { kind: "ignored", what: kindOf(body) };
  const { pre_checkout_query: query, message: said } = data;
  if (query) {
    const { id, from, ...invoice } = query;
    return { kind: "checkout", checkout: { id, asked: askedOf(invoice), language: from.language_code } };
  }
  if (said?.successful_payment) {
    const { telegram_payment_charge_id: chargeId, provider_payment_charge_id: providerChargeId } =
      said.successful_payment;
    return { kind: "taken", taken: { ...askedOf(said.successful_payment), chargeId, providerChargeId } };
  }
  const sender =
    data.message?.from ??
    data.edited_message?.from ??
    data.callback_query?.from ??
    data.message_reaction?.user ??
    data.my_chat_member?.from;
  if (!sender || sender.is_bot) return { kind: "ignored", what: kind };
  const album = data.message?.media_group_id;
  return {
    kind: "arrival",
    arrival: {
      channel,
      externalId: String(data.update_id),
      from: String(sender.id),
      body,
      ...(album !== undefined && { album }),
    },
    ...(data.callback_query && { callback: data.callback_query.id }),
  };
}

const askedOf = (invoice: {
  readonly currency: string;
  readonly total_amount: number;
  readonly invoice_payload: string;
}): Asked => ({
  payload: invoice.invoice_payload,
  amount: invoice.total_amount,
  currency: invoice.currency,
});

function kindOf(body: unknown): string {
  const name = Object.keys(body ?? {}).find((key) => key !== "update_id");
  // The name becomes a metric's label: only Telegram's own kinds, not whatever somebody posts.
  return name && /^[a-z_]{1,40}$/.test(name) ? name : "unknown";
}
