import { createOrder } from "../../../../core/orders/create.ts";
import type { CommonFaults } from "../../../../sandbox/gateways/kit/faults.ts";
import { wishOf } from "../shop.ts";
import { DAY, MINUTE } from "../till.ts";
import { NEXT, type Act, type Snare, type Step, type Wish } from "./acts.ts";
import { readStatement } from "./cashier.ts";
import type { BankName } from "./banks.ts";
import { count, type Game } from "./game.ts";
import { Crash } from "./life.ts";
import { withOrder } from "./of-order.ts";
import { together } from "./together.ts";

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
  world.ears.door = "shut";
  await world.hear();
  world.ears.door = "open";
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
      game.slept ||= act.ms >= DAY && game.away.size > 0;
      return world.pass(act.ms);
    case "sleep":
      game.slept ||= act.ms >= DAY;
      return world.advance(act.ms);
    case "faults":
      return setFaults(game, act.at, faults[act.faults] ?? {});
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

function setFaults({ world, away }: Game, at: BankName, faults: Partial<CommonFaults>): void {
  world.banks[at].setFaults(faults);
  if (faults.unavailable) away.add(at);
  else away.delete(at);
}

const faults: readonly Partial<CommonFaults>[] = [
  { drop: 2 },
  { duplicate: true },
  { delayMs: 3 * MINUTE },
  { reorder: true },
  { commitThen500: 1 },
  { unavailable: true },
];

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
