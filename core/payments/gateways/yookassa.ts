import type { PaymentGateway } from "../gateway.ts";
import { readNotification } from "./yookassa/notification.ts";
import { cancelPayment, capturePayment, fetchPayment, openPayment, snapshotOf } from "./yookassa/payment.ts";
import { createRefund, fetchRefund } from "./yookassa/refund.ts";
import type { YooKassaSettings } from "./yookassa/settings.ts";
import { fetchSettlement, sendSettlement } from "./yookassa/settlement.ts";

export type { YooKassaSettings } from "./yookassa/settings.ts";

/** A card's hold lasts a week; other ways to pay less, which `fetchState` tells. */
const HOLD_MS = 7 * 24 * 3_600_000;

/**
 * YooKassa (yookassa.ru/developers), API v3. A payment's `ref` is its id. A payment that nobody paid cannot be called
 * off: its form closes by itself within hours.
 */
export function yookassa(settings: YooKassaSettings, fetch = globalThis.fetch): PaymentGateway {
  const client = { settings, fetch };
  return {
    name: "yookassa",
    currencies: ["RUB"],
    origin: settings.formOrigin,
    caps: {
      holdMs: HOLD_MS,
      partialCapture: true,
      keyed: true,
      voidPending: false,
      asyncRefund: true,
      receipts: "separate",
    },
    createCheckout: (checkout) => openPayment(client, checkout),
    async fetchState(ref) {
      const found = await fetchPayment(client, ref);
      return "ok" in found ? { ok: snapshotOf(found.ok) } : found;
    },
    capture: (ref, money, key, receipt) => capturePayment(client, ref, money, key, receipt),
    void: (ref, key) => cancelPayment(client, ref, key),
    refund: (ref, money, key, receipt) => createRefund(client, ref, money, key, receipt),
    fetchRefund: (ref) => fetchRefund(client, ref),
    sendReceipt: (receipt) => sendSettlement(client, receipt),
    fetchReceipt: (ref) => fetchSettlement(client, ref),
    parseNotification: readNotification,
  };
}
