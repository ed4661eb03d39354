import * as z from "zod";
import { telegram } from "../../../../../core/payments/telegram/gateway.ts";
import type { Taken } from "../../../../../core/payments/telegram/taken.ts";
import { readBody, send } from "../../../../../sandbox/gateways/kit/http.ts";
import type { CommonFaults } from "../../../../../sandbox/gateways/kit/faults.ts";
import { handBook, noFaults, type Bank, type Ground } from "./bank.ts";

const Invoice = z.object({
  payload: z.string(),
  currency: z.string(),
  prices: z.array(z.object({ amount: z.int() })),
});

interface Update {
  readonly taken: Taken;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

const LINKS = "https://t.me";

/**
 * Payments in Telegram, and the provider behind them: the bot is asked before (`pre_checkout_query`) and told after
 * (`successful_payment`) until it has heard it; what goes back is a person's work at the provider.
 */
export async function telegramBank({ wire, calm, mayPay, took }: Ground): Promise<Bank> {
  const invoices = new Map<string, { readonly amount: number; readonly currency: string }>();
  const charges: Taken[] = [];
  const faults: CommonFaults = { ...noFaults };
  const byHand = handBook();
  let updates: Update[] = [];

  const { url } = await wire.serve(async (request, response) => {
    if (faults.unavailable) return send(response, 503, "json", "{}");
    const asked = Invoice.parse(JSON.parse((await readBody(request)) ?? ""));
    const amount = asked.prices.reduce((sum, price) => sum + price.amount, 0);
    invoices.set(asked.payload, { amount, currency: asked.currency });
    send(response, 200, "json", JSON.stringify({ ok: true, result: `${LINKS}/$${asked.payload}` }));
  });
  const adapter = telegram(
    calm,
    {
      apiRoot: url,
      botToken: "1000001:owners-bot",
      providerToken: "provider",
      linkOrigin: LINKS,
      receipts: undefined,
      currencies: ["RUB"],
    },
    wire.fetch,
  );

  /** Tells what is due, one after another; what nobody has heard is told again the next time. */
  async function settled(): Promise<void> {
    const due = updates.filter(({ dueAt }) => dueAt <= calm.clock.now().getTime());
    updates = updates.filter((update) => !due.includes(update));
    for (const update of due) if (!(await took(update.taken))) updates.push(update);
  }

  return {
    adapter,
    currency: "RUB",
    payments: () => [
      ...[...invoices.keys()].map((id) => ({
        id,
        open: true,
        held: false,
        captured: 0,
        refunded: 0,
        fee: 0,
      })),
      ...charges.map(({ chargeId: id, amount }) => ({
        id,
        open: false,
        held: false,
        captured: amount,
        refunded: byHand.of(id),
        fee: 0,
      })),
    ],
    visit(link) {
      const payload = link.slice(link.lastIndexOf("$") + 1);
      return Promise.resolve(invoices.has(payload) ? payload : undefined);
    },
    async press(payload, button) {
      const invoice = invoices.get(payload);
      if (!invoice || button === "decline") return undefined;
      if ((await mayPay({ payload, ...invoice })) !== "yes") return undefined;
      const nth = charges.length + 1;
      const taken = { payload, ...invoice, chargeId: `charge-${nth}`, providerChargeId: `provider-${nth}` };
      charges.push(taken);
      const update = { taken, dueAt: calm.clock.now().getTime() + faults.delayMs };
      updates.push(update, ...(faults.duplicate ? [update] : []));
      await settled();
      return taken.chargeId;
    },
    setFaults: (wanted) => void Object.assign(faults, noFaults, wanted),
    forgeries: [],
    forge: () => Promise.resolve(),
    giveBack: byHand.add,
    settled,
    reset() {
      invoices.clear();
      charges.length = 0;
      updates = [];
      byHand.clear();
      Object.assign(faults, noFaults);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}
