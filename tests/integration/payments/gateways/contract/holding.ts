import { describe, expect, it } from "vitest";
import type { Bench } from "../contract.ts";
import { HOUR, keyOf, opened, paid, partOf, stateOf } from "./steps.ts";

/** Money that is held on a card, and taken or let go later. */
export function holding(bench: Bench): void {
  const { traits, rig, gateway, money } = bench;
  const { holdMs = 0 } = traits.caps;
  describe("holding", () => {
    const held = () => paid(bench, { hold: true });

    it("holds the sum, and says until when if it knows", async () => {
      const payment = await held();
      const state = await stateOf(gateway(), payment);
      expect(state).toMatchObject({ state: "authorized", money });
      const ends = rig().now().getTime() + holdMs;
      const until = (state.state === "authorized" && state.until?.getTime()) || ends;
      expect(Math.abs(until - ends)).toBeLessThan(HOUR);
      expect(rig().kept(payment.ref)).toBe(0);
    });

    it("takes what is held, once", async () => {
      const payment = await held();
      for (const _time of [1, 2]) {
        expect(await gateway().capture(payment.ref, money, keyOf(payment))).toEqual({ ok: "captured" });
      }
      expect(await stateOf(gateway(), payment)).toMatchObject({ state: "captured", money });
      expect(rig().kept(payment.ref)).toBe(money.amount);
    });

    it("takes no more than is held", async () => {
      const payment = await held();
      const more = { ...money, amount: money.amount * 2 };
      expect(await gateway().capture(payment.ref, more, keyOf(payment))).toHaveProperty("declined");
      expect((await stateOf(gateway(), payment)).state).toBe("authorized");
    });

    it("lets go what is held, once, and then there is nothing to take", async () => {
      const payment = await held();
      for (const _time of [1, 2]) {
        expect(await gateway().void(payment.ref, `void-${payment.ref}`)).toEqual({ ok: "voided" });
      }
      expect((await stateOf(gateway(), payment)).state).toBe("voided");
      expect(await gateway().capture(payment.ref, money, keyOf(payment))).toHaveProperty("declined");
      expect(rig().kept(payment.ref)).toBe(0);
    });

    it("lets nothing go that was taken", async () => {
      const payment = await held();
      await gateway().capture(payment.ref, money, keyOf(payment));
      expect(await gateway().void(payment.ref, `void-${payment.ref}`)).toHaveProperty("declined");
      expect(rig().kept(payment.ref)).toBe(money.amount);
    });

    it("refunds nothing that is only held", async () => {
      const payment = await held();
      expect(await gateway().refund(payment.ref, money, keyOf(payment))).toHaveProperty("declined");
    });

    it("is over when the hold's time is", async () => {
      const payment = await held();
      await rig().pass(holdMs + HOUR);
      expect((await stateOf(gateway(), payment)).state).toBe("voided");
      expect(rig().kept(payment.ref)).toBe(0);
    });
  });
}

export function takingPart(bench: Bench): void {
  it("takes a part, and the rest goes back", async () => {
    const payment = await paid(bench, { hold: true });
    const part = partOf(bench.money);
    expect(await bench.gateway().capture(payment.ref, part, keyOf(payment))).toEqual({ ok: "captured" });
    expect(await stateOf(bench.gateway(), payment)).toMatchObject({ state: "captured", money: part });
    expect(bench.rig().kept(payment.ref)).toBe(part.amount);
  });
}

export function takingNoPart(bench: Bench): void {
  it("takes no part", async () => {
    const payment = await paid(bench, { hold: true });
    const outcome = await bench.gateway().capture(payment.ref, partOf(bench.money), keyOf(payment));
    expect(outcome).toHaveProperty("declined");
    expect((await stateOf(bench.gateway(), payment)).state).toBe("authorized");
  });
}

/** Of a gateway that takes everything at once. */
export function holdingNothing(bench: Bench): void {
  it("has nothing to capture", async () => {
    const payment = await opened(bench);
    const outcome = await bench.gateway().capture(payment.ref, bench.money, keyOf(payment));
    expect(outcome).toHaveProperty("declined");
  });
}
