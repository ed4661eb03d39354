import type { PaymentGateway } from "../../../../../core/payments/gateway.ts";
import type { MayPay, Asked } from "../../../../../core/payments/telegram/may-pay.ts";
import type { Taken } from "../../../../../core/payments/telegram/taken.ts";
import type { Core } from "../../../../../core/platform/core.ts";
import { stillClock } from "../../../../../sandbox/gateways/kit/clock.ts";
import { noCommonFaults, type CommonFaults } from "../../../../../sandbox/gateways/kit/faults.ts";
import type { GatewaySimulator } from "../../../../../sandbox/gateways/simulator.ts";
import type { Wire } from "../wire.ts";

/** A payment as whoever has the money knows it, in minor units. */
export interface AtBank {
  /** As the service names it to the gateway; of what was paid in Telegram, the charge. */
  readonly id: string;
  readonly open: boolean;
  readonly held: boolean;
  readonly captured: number;
  /** Went back, or is on its way. */
  readonly refunded: number;
  /** What the gateway keeps of it, where it tells. */
  readonly fee: number;
  /** Receipts that were made besides those of the payment and of what went back; undefined: it makes none. */
  readonly receipts?: number;
}

/** What a payer does at a form; `under`, `over`: another sum than was asked for, where nobody can stop them. */
export type Button = "pay" | "decline" | "under" | "over";

/** Somewhere to pay on this machine, and our adapter to it. */
export interface Bank {
  readonly adapter: PaymentGateway;
  /** The one that payments here are made in. */
  readonly currency: "RUB" | "EUR" | "IRR";
  payments(): readonly AtBank[];
  /** A payer follows a link of ours. The payment that it opens; undefined: the form did not open. */
  visit(url: string): Promise<string | undefined>;
  /** What has been paid by it, or is held; undefined: nothing. */
  press(id: string, button: Button): Promise<string | undefined>;
  /** Instead of those before. */
  setFaults(faults: Partial<CommonFaults>): void;
  /** Kinds of notifications that are not true. */
  readonly forgeries: readonly string[];
  forge(kind: string, id: string): Promise<unknown>;
  /** A person gives back there what no request of ours can. */
  giveBack(id: string, amount: number): void;
  /** Has it send what is due. */
  settled(): Promise<void>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** What a bank stands on. */
export interface Ground {
  readonly wire: Wire;
  /** One that nobody crashes: for adapters whose gateway is our own database. */
  readonly calm: Core;
  /** Our address for notifications, before the gateway's name. */
  readonly hooks: string;
  /** What Telegram asks us, and tells us. Undefined and false: nobody answered. */
  readonly mayPay: (asked: Asked) => Promise<MayPay | undefined>;
  readonly took: (taken: Taken) => Promise<boolean>;
}

type Simulator = Omit<GatewaySimulator, "faults"> & { readonly faults: Partial<CommonFaults> };

interface Simulated {
  readonly adapter: PaymentGateway;
  readonly currency: Bank["currency"];
  readonly simulator: Simulator;
  readonly payments: () => readonly AtBank[];
  /** The payment in a form's address. */
  readonly inAddress: (url: URL) => string;
  /** What the simulator calls a payment, where that is not our name for it. */
  readonly nameOf?: (id: string) => string;
  readonly giveBack?: Bank["giveBack"];
  readonly forgotten?: () => void;
}

/** A bank that is one of the sandbox's simulators. */
export function simulated({ wire }: Pick<Ground, "wire">, parts: Simulated): Bank {
  const { adapter, currency, simulator, payments, nameOf = (id: string) => id } = parts;
  const find = (id: string) => payments().find((payment) => payment.id === id);
  return {
    adapter,
    currency,
    payments,
    async visit(url) {
      await (await wire.fetch(url)).text();
      const name = parts.inAddress(new URL(url));
      return payments().find(({ id }) => nameOf(id) === name)?.id;
    },
    async press(id, button) {
      if (!find(id)?.open) return undefined;
      await simulator.press(nameOf(id), button === "decline" ? "decline" : "pay");
      const now = find(id);
      return now && (now.held || now.captured > 0) ? id : undefined;
    },
    setFaults(faults) {
      simulator.resetFaults();
      // Those that it knows: one that tells nothing cannot tell it late.
      const known = Object.entries(faults).filter(([name]) => name in simulator.faults);
      Object.assign(simulator.faults, Object.fromEntries(known));
    },
    forgeries: simulator.forgeries,
    forge: (kind, id) => simulator.forge(kind, nameOf(id)),
    giveBack: parts.giveBack ?? impossible,
    settled: () => simulator.settled(),
    async reset() {
      parts.forgotten?.();
      await simulator.reset();
    },
    close: () => simulator.close(),
  };
}

function impossible(): never {
  throw new Error("everything goes back by request here");
}

export const noFaults: Readonly<CommonFaults> = noCommonFaults;

/** What went back by hand, by payment. */
export function handBook() {
  const gone = new Map<string, number>();
  return {
    of: (id: string): number => gone.get(id) ?? 0,
    add: (id: string, amount: number): void => void gone.set(id, (gone.get(id) ?? 0) + amount),
    clear: (): void => gone.clear(),
  };
}

export const still = ({ clock }: Pick<Core, "clock">) => stillClock(() => clock.now());
