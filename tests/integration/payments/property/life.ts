import type { PaymentGateway } from "../../../../core/payments/gateway.ts";
import type { PrismaClient } from "../../../../prisma/generated/client.ts";

/** A process ended here: whatever it was at is abandoned. */
export class Crash extends Error {}

/**
 * Where something may come in between: what a gateway is asked to do, what it is asked, and each commit; before it and
 * after it.
 */
export const points = ["effect", "read", "commit"] as const;
export type Point = (typeof points)[number];
type When = "before" | "after";

export interface Trap {
  readonly point: Point;
  readonly when: When;
  /** How many of these points are passed first. */
  readonly after: number;
  /** Dies there by throwing {@link Crash}, or does something else in between and goes on. */
  readonly spring: () => Promise<void>;
}

/** One process: from its first crash on it does nothing more, neither at a gateway nor in the database. */
export interface Life {
  /** Set before the work that is to meet it; it is met once. */
  set(trap: Trap | undefined): void;
  alive(): void;
  pass(point: Point, when: When): Promise<void>;
  /** Whether it has died. */
  readonly over: boolean;
}

export function life(): Life {
  let trap: Trap | undefined;
  let over = false;
  let passed = 0;
  const alive = () => {
    if (over) throw new Crash("dead");
  };
  return {
    set(next) {
      trap = next;
      passed = 0;
    },
    alive,
    async pass(point, when) {
      alive();
      if (!trap || trap.point !== point || trap.when !== when || passed++ < trap.after) return;
      const { spring } = trap;
      trap = undefined;
      try {
        await spring();
      } catch (error) {
        over = true;
        throw error;
      }
      alive();
    },
    get over() {
      return over;
    },
  };
}

/** The gateway as a process that may die uses it. */
export function mortalGateway(gateway: PaymentGateway, life: Life): PaymentGateway {
  const through =
    <Asked extends unknown[], Told>(point: Point, ask: (...asked: Asked) => Promise<Told>) =>
    async (...asked: Asked): Promise<Told> => {
      await life.pass(point, "before");
      const told = await ask(...asked);
      await life.pass(point, "after");
      return told;
    };
  const { sendReceipt, fetchReceipt, fetchUnclaimed } = gateway;
  return {
    ...gateway,
    createCheckout: through("effect", gateway.createCheckout),
    capture: through("effect", gateway.capture),
    void: through("effect", gateway.void),
    refund: through("effect", gateway.refund),
    fetchState: through("read", gateway.fetchState),
    fetchRefund: through("read", gateway.fetchRefund),
    ...(sendReceipt && { sendReceipt: through("effect", sendReceipt) }),
    ...(fetchUnclaimed && { fetchUnclaimed: through("read", fetchUnclaimed) }),
    ...(fetchReceipt && { fetchReceipt: through("read", fetchReceipt) }),
  };
}

type Call = (...args: unknown[]) => Promise<unknown>;
type Work = (transaction: unknown) => Promise<unknown>;

const reads = /^(find|count|aggregate|groupBy)/;

/** The database as a process that may die uses it: transactions, and writes outside of one, are commits. */
export function mortalDatabase(db: PrismaClient, life: Life): PrismaClient {
  return guarded(db, life, false);
}

function guarded<T extends object>(db: T, life: Life, inside: boolean): T {
  const made = new Map<PropertyKey, unknown>();
  const wrap = (name: string, value: unknown): unknown => {
    if (name === "$transaction" && isCall(value)) return transaction(value.bind(db), life);
    if (isCall(value)) return query(name, value.bind(db), life, inside);
    return typeof value === "object" && value !== null ? table(value, life, inside) : value;
  };
  return new Proxy(db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof name === "symbol") return value;
      if (!made.has(name)) made.set(name, wrap(name, value));
      return made.get(name);
    },
  });
}

const isCall = (value: unknown): value is Call => typeof value === "function";

const table = (delegate: object, life: Life, inside: boolean): object =>
  new Proxy(delegate, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      return isCall(value) ? query(String(name), value.bind(target), life, inside) : value;
    },
  });

function query(name: string, run: Call, life: Life, inside: boolean): Call {
  const commits = !inside && !reads.test(name);
  return async (...args) => {
    if (commits) await life.pass("commit", "before");
    else life.alive();
    const answer = await run(...args);
    if (commits) await life.pass("commit", "after");
    return answer;
  };
}

function transaction(run: Call, life: Life) {
  return async (work: Work, ...options: unknown[]): Promise<unknown> => {
    life.alive();
    const result = await run(
      async (inner: object) => {
        const done = await work(guarded(inner, life, true));
        await life.pass("commit", "before");
        return done;
      },
      ...options,
    );
    await life.pass("commit", "after");
    return result;
  };
}
