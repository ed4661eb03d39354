import { timers as requestTimers } from "../../../../core/cashier/decide.ts";
import { timers as consultationTimers } from "../../../../core/consultations/timers.ts";
import { timers as orderTimers } from "../../../../core/orders/lapse.ts";
import { drainPayments } from "../../../../core/payments/drain.ts";
import type { Gateways, PaymentGateway } from "../../../../core/payments/gateway.ts";
import type { Core } from "../../../../core/platform/core.ts";
import { silentLog } from "../../../../core/platform/log.ts";
import { runTimers } from "../../../../core/platform/run-timers.ts";
import { timers as supportTimers } from "../../../../core/support/timers.ts";
import { Crash, life, mortalDatabase, mortalGateway, type Life } from "./life.ts";
import type { Due } from "./sweeper.ts";

/** A service that can die and be started again. */
export interface Mortal {
  /** As it runs now; a new one after each crash. */
  readonly core: () => Core;
  readonly gateways: () => Gateways;
  readonly life: () => Life;
  /** After a crash: the next process. */
  readonly revive: () => void;
  /** Does what is due: timers and payment tasks. Throws what went wrong with one of them, unless that was a death. */
  readonly work: (due: Due) => Promise<void>;
}

const handlers = { ...consultationTimers, ...supportTimers, ...orderTimers, ...requestTimers };

/** `calm` is what nobody can crash; each process makes its `adapters` itself. */
export function mortal(calm: Core, adapters: () => readonly PaymentGateway[]): Mortal {
  const { db, clock } = calm;
  if (!("$connect" in db)) throw new Error("a database, not a transaction");
  const failures: unknown[] = [];
  const log = {
    ...silentLog,
    error({ error }: { error?: unknown }) {
      if (error !== undefined && !(error instanceof Crash)) failures.push(error);
    },
  };
  const begin = () => {
    const now = life();
    const core: Core = { ...calm, db: mortalDatabase(db, now) };
    const gateways = Object.fromEntries(
      adapters().map((adapter) => [adapter.name, mortalGateway(adapter, now)] as const),
    );
    return { life: now, core, gateways };
  };
  let current = begin();
  return {
    core: () => current.core,
    gateways: () => current.gateways,
    life: () => current.life,
    revive() {
      current = begin();
    },
    // Looks where there is something to find: asking for nothing takes longest.
    async work({ timer, task }) {
      const now = clock.now().getTime();
      const { core, gateways } = current;
      if (timer <= now) await runTimers(core, { handlers, log, wakeAt: () => undefined });
      if (Math.min(timer, task) <= now) await drainPayments(core, gateways, { log });
      if (failures.length > 0) throw failures.splice(0)[0];
    },
  };
}
