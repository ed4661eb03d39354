import { activate } from "../../../../core/consultations/activate.ts";
import { closeByOwner, finish } from "../../../../core/consultations/close.ts";
import { release, take } from "../../../../core/consultations/take.ts";
import { staffWrote } from "../../../../core/consultations/wrote.ts";
import { createOrder } from "../../../../core/orders/create.ts";
import { cancelOrder } from "../../../../core/orders/lapse.ts";
import { payerReturned } from "../../../../core/payments/page.ts";
import type { RefundWhat } from "../../../../core/payments/refundable.ts";
import { startPayment } from "../../../../core/payments/start.ts";
import type { CommonFaults } from "../../../../sandbox/gateways/kit/faults.ts";
import { place } from "../../consultations/world.ts";
import { wishOf } from "../shop.ts";
import { DAY, MINUTE } from "../till.ts";
import type { BankName } from "./banks.ts";
import type { Button } from "./banks/bank.ts";
import { decideOn, readStatement } from "./cashier.ts";
import { count, type Form, type Game, type Ordered } from "./game.ts";
import { Crash } from "./life.ts";
import { NEXT, type Act, type Snare, type Step, type Wish } from "./acts.ts";

/** Takes a step; what is caught in a snare dies, and the next process begins. */
export async function play(game: Game, { act, snare }: Step): Promise<void> {
  const { world } = game;
  world.life().set(snare && { ...snare, spring: () => spring(game, snare) });
  try {
    await perform(game, act);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
  world.life().set(undefined);
  if (world.life().over) world.revive();
  // What gateways were made to tell finds us busy; they come again.
  world.door = "shut";
  await world.hear();
  world.door = "open";
}

async function spring(game: Game, { point, when, meanwhile }: Snare): Promise<void> {
  if (meanwhile) {
    count(game, "meanwhile");
    return perform(game, meanwhile);
  }
  count(game, `crash ${when} ${point}`);
  throw new Crash("here");
}

async function perform(game: Game, act: Act): Promise<void> {
  const { world } = game;
  switch (act.do) {
    case "order":
      return order(game, act.order, act.wish);
    case "pass":
      return world.pass(act.ms);
    case "sleep":
      game.slept ||= act.ms >= DAY;
      return world.advance(act.ms);
    case "faults":
      return world.banks[act.at].setFaults(faults[act.faults] ?? {});
    case "cashier":
      return readStatement(game, act.how);
    case "rush":
      return together(
        world.owners.map((_, owner) => order(game, act.order + owner * NEXT, { ...act.wish, owner })),
      );
    case "open":
    case "press":
    case "both":
    case "forge":
    case "return":
    case "leave":
    case "refund":
    case "activate":
    case "take":
    case "answer":
    case "release":
    case "withdraw":
    case "finish": {
      const ordered = game.orders.get(act.order);
      if (ordered) await withOrder(game, ordered, act);
    }
  }
}

const faults: readonly Partial<CommonFaults>[] = [
  { drop: 2 },
  { duplicate: true },
  { delayMs: 3 * MINUTE },
  { reorder: true },
  { commitThen500: 1 },
  { unavailable: true },
];

/** At the same moment; waits for all of them, whatever becomes of one. */
async function together(all: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(all);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

async function order(game: Game, number: number, wish: Wish): Promise<void> {
  const { world, orders } = game;
  const core = world.core();
  const owner = world.owners[wish.owner];
  if (!owner || orders.has(number)) return;
  const { begins, promo } = wish;
  const start = {
    pet: owner.pet,
    complaint: { text: "He limps", files: [] },
    ...(typeof begins === "number" && { startsAt: new Date(core.clock.now().getTime() + begins * DAY) }),
  };
  const made = await createOrder(core, owner.id, {
    ...wishOf(),
    package: wish.package,
    ...(promo !== undefined && { promo }),
    ...(begins !== "never" && { start }),
  });
  if (made.kind === "promo") count(game, "promo refused");
  if (made.kind !== "ordered") return;
  const token = made.link.slice(made.link.lastIndexOf("/") + 1);
  orders.set(number, { id: made.id, number: made.number, token, owner, forms: [] });
}

type OfOrder = Exclude<Act, { do: "order" | "pass" | "sleep" | "faults" | "cashier" | "rush" }>;

async function withOrder(game: Game, ordered: Ordered, act: OfOrder): Promise<void> {
  const { world } = game;
  const core = world.core();
  switch (act.do) {
    case "open":
      return open(game, ordered, act.at);
    case "press":
      return press(game, ordered, ordered.forms[act.form] ?? ordered.forms[0], act.button);
    case "both": {
      const [latest, former = latest] = ordered.forms;
      if (game.world.listening()) return;
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
      const given = await world.calm.db.entitlement.findUnique({ where: { orderId: ordered.id } });
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
    case "finish": {
      const found = await world.calm.db.consultation.findFirst({
        where: { entitlement: { orderId: ordered.id } },
        orderBy: { number: "desc" },
      });
      if (found) await withCase(game, ordered, act, found);
    }
  }
}

type OfCase = Extract<OfOrder, { do: "take" | "answer" | "release" | "withdraw" | "finish" }>;

async function withCase(
  { world }: Game,
  { owner }: Ordered,
  act: OfCase,
  { id, conversationId }: { readonly id: string; readonly conversationId: string },
): Promise<void> {
  const core = world.core();
  switch (act.do) {
    case "take":
      return void (await take(core, world.vet, id));
    case "answer":
      return void (await staffWrote(core, world.vet, conversationId));
    case "release":
      return void (await release(core, world.vet, id));
    case "withdraw":
      return void (await closeByOwner(core, owner.id, id));
    case "finish": {
      const conclusion = { words: { text: "Rest for a week" }, places: [place()] } as const;
      return void (await finish(core, world.vet, id, conclusion, act.given));
    }
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
  if (!form || game.world.listening()) return;
  const { state } = await game.world.calm.db.order.findUniqueOrThrow({ where: { id: order } });
  const id = await game.world.banks[form.bank].press(form.id, button);
  if (id === undefined) return;
  game.paid.push({ bank: form.bank, id });
  if (state === "cancelled") count(game, "late payment");
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
