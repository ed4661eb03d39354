import type { PaymentGateway, RawNotification } from "../../../../core/payments/gateway.ts";
import { receiveNotification } from "../../../../core/payments/notifications.ts";
import { mayPay } from "../../../../core/payments/telegram/may-pay.ts";
import { takePayment } from "../../../../core/payments/telegram/taken.ts";
import { START } from "../../../support/practice.ts";
import { HOUR } from "../till.ts";
import { openBanks, type Banks } from "./banks.ts";
import { openClinic, type Clinic } from "./clinic.ts";
import { openDoor } from "./door.ts";
import { openEars, type Ears } from "./ears.ts";
import { mortal, type Mortal } from "./mortal.ts";
import { sweeper, type Due } from "./sweeper.ts";
import { direct, type Wire } from "./wire.ts";

/** What the service is, with one thing in it broken. */
export interface Mutant {
  /** In the place of a gateway's adapter. */
  readonly gateway?: (adapter: PaymentGateway, now: () => Date) => PaymentGateway;
  /** In the place of what adapters send requests with. */
  readonly fetch?: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
  /** Statements for the test database: what it no longer refuses, or does besides. */
  readonly database?: readonly string[];
}

/** A clinic that sells, gateways, and a service in front of them that can die and be started again. */
export interface World extends Omit<Clinic, "practice">, Omit<Mortal, "work"> {
  readonly banks: Banks;
  readonly ears: Ears;
  /** How browsers reach gateways. */
  readonly fetch: typeof globalThis.fetch;
  /** Moves the clock, and nobody does anything. */
  readonly advance: (ms: number) => void;
  /** Moves the clock and does what falls due meanwhile: timers and payment tasks, at most some hours late. */
  readonly pass: (ms: number, pace?: Pace) => Promise<void>;
  readonly due: () => Promise<Due>;
  /** Has gateways send what is due; not while we listen to one. */
  readonly hear: () => Promise<void>;
  /** As at the beginning: nothing is bought yet. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Whether payments are compared each day, or when something else is to be done and at the end. */
type Pace = "daily" | "hurried";

/** What falls due within so long is done together: a run is faster for it, and a busy service is late as well. */
const LATE = 10 * HOUR;

export async function openWorld(mutant: Mutant = {}, wire: Wire = direct()): Promise<World> {
  const { practice, ...clinic } = await openClinic();
  const { calm } = clinic;
  const { clock } = practice;
  const broom = await sweeper(calm);
  for (const statement of mutant.database ?? []) await broom.run(statement);

  const ears = openEars();
  const told = async (name: string, raw: RawNotification) => {
    const gateway = service.gateways()[name];
    const received = gateway && (await ears.hear(() => receiveNotification(service.core(), gateway, raw)));
    return received?.answer ?? { status: 503, body: "" };
  };
  const hook = await openDoor(wire, told);
  const banks = await openBanks({
    wire: { ...wire, fetch: mutant.fetch?.(wire.fetch) ?? wire.fetch },
    calm,
    hooks: hook.url,
    mayPay: (asked) => ears.hear(() => mayPay(service.core(), asked)).catch(() => undefined),
    took: (taken) =>
      ears
        .hear(() => takePayment(service.core(), taken))
        .then((taken) => taken !== undefined)
        .catch(() => false),
  });
  const all = Object.values(banks);
  const adapters = () => all.map(({ adapter }) => mutant.gateway?.(adapter, () => clock.now()) ?? adapter);
  const { work, ...service } = mortal(calm, adapters);

  const hear = async () => {
    if (ears.listening()) return;
    for (const bank of all) await bank.settled();
  };
  return {
    ...clinic,
    ...service,
    banks,
    ears,
    fetch: wire.fetch,
    advance: (ms) => clock.advance(ms),
    async pass(ms, pace = "daily") {
      const end = clock.now().getTime() + ms;
      for (let left = ms; left > 0; left = end - clock.now().getTime()) {
        const due = await broom.due();
        const next = Math.min(due.timer, pace === "daily" ? due.task : due.pressing) - clock.now().getTime();
        clock.advance(Math.min(left, Math.max(next, LATE)));
        const heard = ears.heard();
        await hear();
        await work(ears.heard() === heard ? due : await broom.due());
      }
    },
    due: () => broom.due(),
    hear,
    async reset() {
      // What one is still busy with is written down before it is forgotten.
      for (const bank of all) await bank.settled();
      for (const bank of all) await bank.reset();
      await broom.sweep();
      clock.set(new Date(START));
      service.revive();
      ears.door = "open";
    },
    async close() {
      await Promise.all([hook.close(), ...all.map((bank) => bank.close())]);
      await broom.close();
      await practice.drop();
    },
  };
}
