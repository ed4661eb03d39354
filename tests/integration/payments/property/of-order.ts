import { activate } from "../../../../core/consultations/activate.ts";
import { cancelOrder } from "../../../../core/orders/lapse.ts";
import { payerReturned } from "../../../../core/payments/page.ts";
import type { RefundWhat } from "../../../../core/payments/refundable.ts";
import { startPayment } from "../../../../core/payments/start.ts";
import { rowsOf } from "../../../../core/platform/rows.ts";
import type { Act } from "./acts.ts";
import type { BankName } from "./banks.ts";
import type { Button } from "./banks/bank.ts";
import { decideOn } from "./cashier.ts";
import { count, type Form, type Game, type Ordered } from "./game.ts";
import { withCase } from "./of-case.ts";
import { together } from "./together.ts";

/** What is done about an order. */
type OfOrder = Exclude<Act, { do: "order" | "pass" | "sleep" | "faults" | "cashier" | "rush" }>;

export async function withOrder(game: Game, ordered: Ordered, act: OfOrder): Promise<void> {
  const { world } = game;
  const core = world.core();
  switch (act.do) {
    case "open":
      return open(game, ordered, act.at);
    case "press":
      return press(game, ordered, ordered.forms[act.form] ?? ordered.forms[0], act.button);
    case "both": {
      const [latest, former = latest] = ordered.forms;
      if (game.world.ears.listening()) return;
      return together([latest, former].map((form) => press(game, ordered, form, "pay")));
    }
    case "forge":
      return forge(game, ordered, act.kind);
    case "return":
      return payerReturned(core, ordered.token);
    case "leave":
      return void (await cancelOrder(core, ordered.owner.id, ordered.id));
    case "refund":
      return refund(game, ordered, act.what);
    case "activate": {
      const [given] = await rowsOf(world.calm.db)<{ id: string }>`
        select id from entitlement where order_id = ${ordered.id}::uuid`;
      if (!given) return;
      const complaint = { text: "He limps", files: [] };
      return void (await activate(core, ordered.owner.id, {
        entitlement: given.id,
        pet: ordered.owner.pet,
        complaint,
      }));
    }
    case "take":
    case "answer":
    case "release":
    case "withdraw":
    case "finish":
      return withCase(game, ordered, act);
  }
}

async function open({ world }: Game, { token, forms }: Ordered, at: BankName): Promise<void> {
  const bank = world.banks[at];
  const choice = `${at}.${bank.currency}`;
  const begun = await startPayment(world.core(), world.gateways(), token, { choice });
  if (begun.kind !== "redirect") return;
  if (!begun.url.startsWith(bank.adapter.origin)) throw new Error("sent to another gateway");
  const id = await bank.visit(begun.url);
  if (id !== undefined && !forms.some((form) => form.id === id)) forms.unshift({ bank: at, id });
}

async function press(
  game: Game,
  { id: order }: Ordered,
  form: Form | undefined,
  button: Button,
): Promise<void> {
  // Who pays waits until the gateway has told us, and it tells one thing after another.
  if (!form || game.world.ears.listening()) return;
  const [now] = await rowsOf(game.world.calm.db)<{ state: string }>`
    select state::text from "order" where id = ${order}::uuid`;
  const id = await game.world.banks[form.bank].press(form.id, button);
  if (id === undefined) return;
  game.paid.push({ bank: form.bank, id });
  if (now?.state === "cancelled") count(game, "late payment");
}

async function forge(game: Game, { forms, id }: Ordered, kind: number): Promise<void> {
  const [form] = forms;
  if (!form) return;
  const bank = game.world.banks[form.bank];
  // From the last on, which says that somebody has paid.
  const forgery = bank.forgeries.toReversed()[kind % bank.forgeries.length];
  if (forgery === undefined) return;
  // Well signed, or from where the gateway calls.
  if (["sum", "currency", "paid"].includes(forgery)) game.doubts.add(id);
  count(game, "forged");
  await bank.forge(forgery, form.id);
}

const wanted: Readonly<Record<"whole" | "sessions" | "part", RefundWhat>> = {
  whole: { kind: "whole" },
  sessions: { kind: "sessions", count: 1 },
  part: { kind: "part", amount: 101 },
};

async function refund(game: Game, { number }: Ordered, what: keyof typeof wanted): Promise<void> {
  await decideOn(game, { kind: "refund", order: number, what: wanted[what], reason: "asked for" });
}
