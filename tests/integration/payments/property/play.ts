import { activate } from "../../../../core/consultations/activate.ts";
import { closeByOwner, finish } from "../../../../core/consultations/close.ts";
import { release, take } from "../../../../core/consultations/take.ts";
import { staffWrote } from "../../../../core/consultations/wrote.ts";
import { createOrder } from "../../../../core/orders/create.ts";
import { cancelOrder } from "../../../../core/orders/lapse.ts";
import { payerReturned } from "../../../../core/payments/page.ts";
import { refundPart, refundSessions, refundWhole } from "../../../../core/payments/refunds.ts";
import { startPayment } from "../../../../core/payments/start.ts";
import { noCommonFaults, type CommonFaults } from "../../../../sandbox/gateways/kit/faults.ts";
import { place } from "../../consultations/world.ts";
import { wishOf } from "../shop.ts";
import { DAY, MINUTE } from "../till.ts";
import type { BankName } from "./banks.ts";
import { Crash } from "./life.ts";
import type { Act, Snare, Step, Wish } from "./plan.ts";
import type { World } from "./world.ts";

export interface Form {
  readonly bank: BankName;
  /** The payment at the gateway. */
  readonly id: string;
}

/** What the players know of an order: nothing that the service would have to tell them twice. */
interface Ordered {
  readonly id: string;
  readonly token: string;
  readonly owner: World["owners"][number];
  /** Forms that were opened, the latest first. */
  readonly forms: Form[];
}

export interface Game {
  readonly world: World;
  readonly orders: Map<number, Ordered>;
  /** Forms at which somebody has paid. */
  readonly paid: Form[];
  /** Forged notifications that were well signed: somebody may be asked to look. */
  readonly doubts: Set<string>;
  /** How often something happened that must happen at times. */
  readonly happened: Record<string, number>;
  /** The service was away for days: it may have lost a hold. */
  slept: boolean;
  presses: number;
}

export const newGame = (world: World): Game => ({
  world,
  orders: new Map(),
  paid: [],
  doubts: new Set(),
  happened: {},
  slept: false,
  presses: 0,
});

export const count = ({ happened }: Game, what: string, times = 1): void => {
  happened[what] = (happened[what] ?? 0) + times;
};

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
      return void Object.assign(world.banks[act.at].simulator.faults, noCommonFaults, faults[act.faults]);
    case "open":
    case "press":
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

async function order({ world, orders }: Game, number: number, wish: Wish): Promise<void> {
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
  if (made.kind !== "ordered") return;
  const token = made.link.slice(made.link.lastIndexOf("/") + 1);
  orders.set(number, { id: made.id, token, owner, forms: [] });
}

type OfOrder = Exclude<Act, { do: "order" | "pass" | "sleep" | "faults" }>;

async function withOrder(game: Game, ordered: Ordered, act: OfOrder): Promise<void> {
  const { world } = game;
  const core = world.core();
  switch (act.do) {
    case "open":
      return open(game, ordered, act.at);
    case "press":
      return press(game, ordered, act.form, act.button);
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
  const choice = `${at}.${at === "stripe" ? "EUR" : "RUB"}`;
  const begun = await startPayment(world.core(), world.gateways(), token, { choice });
  if (begun.kind !== "redirect") return;
  const { adapter, payments } = world.banks[at];
  if (!begun.url.startsWith(adapter.origin)) throw new Error("sent to another gateway");
  await (await fetch(begun.url)).text();
  const id = payments().find(({ id }) => begun.url.includes(id) || isNumberIn(begun.url, id))?.id;
  if (id !== undefined && !forms.some((form) => form.id === id)) forms.unshift({ bank: at, id });
}

const isNumberIn = (url: string, id: string): boolean => new URL(url).searchParams.get("InvId") === id;

async function press(
  game: Game,
  { id: order, forms }: Ordered,
  nth: number,
  button: "pay" | "decline",
): Promise<void> {
  const form = forms[nth] ?? forms[0];
  // Who pays waits until the gateway has told us, and it tells one thing after another.
  if (!form || game.world.listening()) return;
  const bank = game.world.banks[form.bank];
  const open = bank.payments().some(({ id, open }) => id === form.id && open);
  const { state } = await game.world.calm.db.order.findUniqueOrThrow({ where: { id: order } });
  await bank.simulator.press(form.id, button);
  const now = bank.payments().find(({ id }) => id === form.id);
  if (!open || !now || !(now.held || now.captured > 0)) return;
  game.paid.push(form);
  if (state === "cancelled") count(game, "late payment");
}

async function forge(game: Game, { forms, id }: Ordered, kind: number): Promise<void> {
  const [form] = forms;
  if (!form) return;
  const { simulator } = game.world.banks[form.bank];
  const forgery = simulator.forgeries[kind % simulator.forgeries.length] ?? "";
  // Well signed, or from where the gateway calls.
  if (forgery === "sum" || forgery === "paid") game.doubts.add(id);
  count(game, "forged");
  await simulator.forge(forgery, form.id);
}

async function refund(game: Game, { id }: Ordered, what: "whole" | "sessions" | "part"): Promise<void> {
  const core = game.world.core();
  const once = `press:${id}:${++game.presses}`;
  const decide = () => {
    switch (what) {
      case "whole":
        return refundWhole(core, id, { once });
      case "sessions":
        return refundSessions(core, id, { count: 1, once });
      case "part":
        return refundPart(core, id, { amount: 101, once });
    }
  };
  await decide();
}
