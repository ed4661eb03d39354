import type { MoneyAction } from "../../../../core/cashier/actions.ts";
import type { BankName } from "./banks.ts";
import type { World } from "./world.ts";

export interface Form {
  readonly bank: BankName;
  /** The payment at the gateway. */
  readonly id: string;
}

/** What the players know of an order: nothing that the service would have to tell them twice. */
export interface Ordered {
  readonly id: string;
  readonly number: number;
  readonly token: string;
  readonly owner: World["owners"][number];
  /** Forms that were opened, the latest first. */
  readonly forms: Form[];
}

/** A run as it goes. */
export interface Game {
  readonly world: World;
  readonly orders: Map<number, Ordered>;
  /** Forms at which somebody has paid. */
  readonly paid: Form[];
  /** Forged notifications that were well signed: somebody may be asked to look. */
  readonly doubts: Set<string>;
  /** What a cashier has begun, by its id, until they see what came of it. */
  readonly drafts: Map<string, MoneyAction>;
  /** How often something happened that must happen at times. */
  readonly happened: Record<string, number>;
  /** Gateways that do not answer. */
  readonly away: Set<BankName>;
  /** The service, or a gateway, was away for days: a hold may be lost. */
  slept: boolean;
}

export const newGame = (world: World): Game => ({
  world,
  orders: new Map(),
  paid: [],
  doubts: new Set(),
  drafts: new Map(),
  happened: {},
  away: new Set(),
  slept: false,
});

export const count = ({ happened }: Game, what: string): void => {
  happened[what] = (happened[what] ?? 0) + 1;
};
