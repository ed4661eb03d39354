import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PaymentGateway, RawNotification } from "../../../../core/payments/gateway.ts";
import type { Money } from "../../../../core/platform/money.ts";
import { failing } from "./contract/failing.ts";
import { holding, holdingNothing, takingNoPart, takingPart } from "./contract/holding.ts";
import { nonsense, notifying, silence, tellingOfHolds } from "./contract/notifying.ts";
import { lettingGoPending, paying, pendingStays } from "./contract/paying.ts";
import { losingTakenAnswers } from "./contract/failing-holds.ts";
import { keyedParts, noParts, parts, refunding } from "./contract/refunding.ts";

export type Fetch = typeof globalThis.fetch;

/** A payment that was opened, as `createCheckout` told. */
export interface Opened {
  readonly ref: string;
  readonly url: string;
}

/** A shop at a simulated gateway: what the cases need of it. */
export interface Rig {
  /** The adapter under test, which reaches the simulator through this network. */
  readonly over: (fetch: Fetch) => PaymentGateway;
  /** The adapter of the same shop with a secret that the gateway does not know. */
  readonly stranger: PaymentGateway;
  /** The simulator's time. */
  readonly now: () => Date;
  /** Moves it, and waits until what fell due is done and sent. */
  readonly pass: (ms: number) => Promise<void>;
  /** The payer opens the address and pays; resolves when the shop has been told what it is told at once. */
  readonly pay: (opened: Opened) => Promise<void>;
  /** The payer opens the address and gives up, or the bank says no. */
  readonly decline: (opened: Opened) => Promise<void>;
  /** What the simulator says the shop has of this payment, in minor units: captured and not refunded. */
  readonly kept: (ref: string) => number;
  /** Everything that the gateway has sent the shop, the oldest first. */
  readonly sent: () => readonly RawNotification[];
  readonly close: () => Promise<void>;
}

/** A message that is not from the gateway, made of one that is. */
export interface Forgery {
  readonly name: string;
  readonly of: (good: RawNotification, stranger: RawNotification) => RawNotification;
  readonly reject: "malformed" | "bad_signature" | "bad_source";
}

/** What the gateway is known to do; the cases that apply follow from it. */
export interface Traits {
  readonly caps: PaymentGateway["caps"];
  /** ISO 4217 currency and the sums to pay, in its minor units, the first for most cases. */
  readonly currency: string;
  readonly amounts: readonly [number, ...number[]];
  /** Opening again finds the same payment by our key or number; else only by the `ref` that was written down. */
  readonly opensOnceByKey: boolean;
  /** A refund of less than the whole can be asked for. */
  readonly partialRefunds: boolean;
  /** Refunds take their time, but the whole of what was just paid is back at once. */
  readonly wholeAtOnce?: true;
  /** Empty: it tells nothing of itself. */
  readonly forgeries: readonly Forgery[];
}

/** What a group of cases is given. */
export interface Bench {
  readonly traits: Traits;
  /** Set before the first case. */
  readonly rig: () => Rig;
  /** The adapter over the network as it is. */
  readonly gateway: () => PaymentGateway;
  readonly money: Money;
}

/**
 * The cases that every adapter is run through, over HTTP, against a simulator written apart from it. A file per
 * gateway calls this with its traits and its rig.
 */
export function gatewayContract(name: string, traits: Traits, open: () => Promise<Rig>): void {
  describe(`the payment port: ${name}`, () => {
    let rig: Rig | undefined;
    beforeAll(async () => {
      rig = await open();
    });
    afterAll(async () => rig?.close());
    const opened = (): Rig => {
      if (!rig) throw new Error("the rig is not open");
      return rig;
    };
    const bench: Bench = {
      traits,
      rig: opened,
      gateway: () => opened().over(globalThis.fetch),
      money: { amount: traits.amounts[0], currency: traits.currency },
    };
    it("says of itself what it does", () => {
      const { name: own, caps, currencies, origin } = bench.gateway();
      expect({ own, caps, offered: currencies.includes(traits.currency) }).toEqual({
        own: name,
        caps: traits.caps,
        offered: true,
      });
      expect(new URL(origin).origin).toBe(origin);
    });
    for (const cases of casesFor(traits)) cases(bench);
  });
}

function casesFor({ caps, partialRefunds, forgeries }: Traits): readonly ((bench: Bench) => void)[] {
  const holds = caps.holdMs !== undefined;
  const notifies = forgeries.length > 0;
  return [
    paying,
    caps.voidPending ? lettingGoPending : pendingStays,
    failing,
    ...(holds
      ? [holding, caps.partialCapture ? takingPart : takingNoPart, losingTakenAnswers]
      : [holdingNothing]),
    refunding,
    ...(partialRefunds ? [parts] : [noParts]),
    ...(partialRefunds && caps.keyed ? [keyedParts] : []),
    nonsense,
    ...(notifies ? [notifying] : [silence]),
    ...(notifies && holds ? [tellingOfHolds] : []),
  ];
}
