import { randomUUID } from "node:crypto";
import type { PaymentGateway, Snapshot } from "../../../../core/payments/gateway.ts";
import type { Money } from "../../../../core/platform/money.ts";
import type { Mutant } from "./world.ts";

type Change = (adapter: PaymentGateway, now: () => Date) => Partial<PaymentGateway>;

const changed = (change: Change): Mutant => ({
  gateway: (adapter, now) => ({ ...adapter, ...change(adapter, now) }),
});

/** What is wrong with a service that only looks right: each breaks one thing that money rests on. */
export const mutants: Readonly<Record<string, Mutant>> = {
  "a fresh key on a retry": changed((adapter) => ({
    createCheckout: (checkout) => adapter.createCheckout({ ...checkout, ref: undefined, key: randomUUID() }),
    refund: (ref, money, _key, receipt) => adapter.refund(ref, money, randomUUID(), receipt),
  })),

  "trusting the body": changed(trusting),

  "no uniqueness in the ledger": { database: ["drop index ledger_entry_kind_gateway_ref_key"] },

  "no reconciler": {
    database: [
      `create function never() returns trigger language plpgsql as $$
         begin new.due_at = '9999-01-01'; return new; end $$`,
      `create trigger never before insert or update on payment_task
         for each row when (new.kind in ('check', 'compare')) execute function never()`,
    ],
  },

  "half a refund": changed((adapter) => ({
    refund: (ref, { amount, currency }, ...rest) =>
      adapter.refund(ref, { amount: Math.ceil(amount / 2), currency }, ...rest),
  })),

  "a capture twice": { ...changed(credulous), fetch: twice },

  "ignoring a late payment": changed(deaf),

  "sums in floating point": changed((adapter) => ({
    createCheckout: (checkout) => adapter.createCheckout({ ...checkout, money: floating(checkout.money) }),
    capture: (ref, money, ...rest) => adapter.capture(ref, floating(money), ...rest),
    refund: (ref, money, ...rest) => adapter.refund(ref, floating(money), ...rest),
  })),

  "letting go what was taken": changed((adapter) => ({
    async capture(ref, money, ...rest) {
      const taken = await adapter.capture(ref, money, ...rest);
      // It is no hold any more: the only way to let it go is to give it back.
      if ("ok" in taken) await adapter.refund(ref, money, `release:${ref}`);
      return taken;
    },
  })),

  "an entitlement twice": {
    database: [
      `create function again() returns trigger language plpgsql as $$
         begin
           insert into entitlement_entry (key, entitlement_id, kind, delta, at)
             values (new.key || ':again', new.entitlement_id, new.kind, new.delta, new.at);
           return null;
         end $$`,
      `create trigger again after insert on entitlement_entry for each row
         when (new.kind = 'grant' and new.key not like '%:again') execute function again()`,
    ],
  },
};

/** What a notification says of a payment that nobody has paid is so. */
function trusting(adapter: PaymentGateway): Partial<PaymentGateway> {
  const claimed = new Map<string, Money>();
  return {
    parseNotification(raw) {
      const told = adapter.parseNotification(raw);
      if ("ref" in told && told.money) claimed.set(told.ref, told.money);
      return told;
    },
    async fetchState(ref) {
      const told = await adapter.fetchState(ref);
      const money = claimed.get(ref);
      const unpaid = "ok" in told && (told.ok.state === "pending" || told.ok.state === "absent");
      return money && unpaid ? { ok: { state: "captured", money } } : told;
    },
  };
}

/** What was paid after its time was over is not heard of. */
function deaf(adapter: PaymentGateway, now: () => Date): Partial<PaymentGateway> {
  const ends = new Map<string, Date>();
  const known = new Map<string, Snapshot["state"]>();
  return {
    async createCheckout(checkout) {
      const opened = await adapter.createCheckout(checkout);
      if ("ok" in opened) ends.set(opened.ok.ref, checkout.expiresAt);
      return opened;
    },
    async fetchState(ref) {
      const told = await adapter.fetchState(ref);
      const end = ends.get(ref);
      if (!("ok" in told)) return told;
      const paid = told.ok.state === "captured" || told.ok.state === "authorized";
      if (paid && !known.has(ref) && end && end < now()) return { ok: { state: "voided" } };
      if (paid) known.set(ref, told.ok.state);
      return told;
    },
  };
}

/** What is asked to take held money is asked again with another key, and the second answer is what is heard. */
function twice(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const first = await fetch(input, init);
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (!/\/(capture|Confirm)$/.test(pathname)) return first;
    const headers = new Headers(init?.headers);
    for (const name of ["idempotence-key", "idempotency-key"])
      if (headers.has(name)) headers.set(name, randomUUID());
    return fetch(input, { ...init, headers });
  };
}

/** A gateway with any sense takes nothing a second time, and says so: here that is believed, and nothing was taken. */
function credulous(adapter: PaymentGateway): Partial<PaymentGateway> {
  const refused = new Set<string>();
  return {
    async capture(ref, ...asked) {
      const told = await adapter.capture(ref, ...asked);
      if ("declined" in told) refused.add(ref);
      return told;
    },
    fetchState: (ref) =>
      refused.has(ref) ? Promise.resolve({ ok: { state: "voided" } }) : adapter.fetchState(ref),
  };
}

/** As a number of roubles, and back. */
const floating = ({ amount, currency }: Money): Money => ({
  amount: Math.trunc((amount / 100) * 100),
  currency,
});
