import { describe, expect, it } from "vitest";
import type { Bench } from "../contract.ts";
import { checkoutOf, DAY, granted, opened, paid, stateOf } from "./steps.ts";

const withoutMoney = ["absent", "pending", "voided"];

/** Opening a payment, and how it ends. */
export function paying(bench: Bench): void {
  const { traits, rig, gateway, money } = bench;
  describe("paying", () => {
    it("opens one payment under one key, however often it is asked", async () => {
      const checkout = checkoutOf(bench);
      const first = granted(await gateway().createCheckout(checkout));
      const known = traits.opensOnceByKey ? {} : { ref: first.ref };
      const second = granted(await gateway().createCheckout({ ...checkout, ...known }));
      expect(second.ref).toBe(first.ref);
      await rig().pay(second);
      expect(rig().kept(first.ref)).toBe(money.amount);
    });

    it("opens payments apart from each other", async () => {
      const [one, other] = [await opened(bench), await opened(bench)];
      expect(other.ref).not.toBe(one.ref);
      await rig().pay(other);
      expect(withoutMoney).toContain((await stateOf(gateway(), one)).state);
    });

    it("sends payers to its own host alone", async () => {
      const { url } = await opened(bench);
      expect(new URL(url).origin).toBe(gateway().origin);
    });

    it("has no money before it is paid", async () => {
      const payment = await opened(bench);
      expect(["absent", "pending"]).toContain((await stateOf(gateway(), payment)).state);
    });

    it.each(traits.amounts)("has exactly %d minor units once they are paid", async (amount) => {
      const sum = { amount, currency: traits.currency };
      const payment = await paid(bench, { money: sum });
      expect(await stateOf(gateway(), payment)).toMatchObject({ state: "captured", money: sum });
      expect(rig().kept(payment.ref)).toBe(amount);
    });

    it("has no money when the payer or the bank says no", async () => {
      const payment = await opened(bench);
      await rig().decline(payment);
      expect(withoutMoney).toContain((await stateOf(gateway(), payment)).state);
    });

    it("has no money when nobody came until the end", async () => {
      const payment = await opened(bench);
      await rig().pass(3 * DAY);
      expect(withoutMoney).toContain((await stateOf(gateway(), payment)).state);
    });

    it("takes nothing on a form that was left open for days", async () => {
      const payment = await opened(bench);
      await (await fetch(payment.url)).text();
      await rig().pass(3 * DAY);
      const closed = { message: expect.stringMatching(/not open/) as unknown };
      await expect(rig().pay(payment)).rejects.toMatchObject(closed);
      expect(rig().kept(payment.ref)).toBe(0);
    });
  });
}

export function lettingGoPending(bench: Bench): void {
  it("lets go what nobody paid yet", async () => {
    const payment = await opened(bench);
    expect(await bench.gateway().void(payment.ref, `void-${payment.ref}`)).toEqual({ ok: "voided" });
    expect((await stateOf(bench.gateway(), payment)).state).toBe("voided");
  });
}

export function pendingStays(bench: Bench): void {
  it("cannot let go what nobody paid yet, and says so", async () => {
    const payment = await opened(bench);
    expect(await bench.gateway().void(payment.ref, `void-${payment.ref}`)).toHaveProperty("declined");
    await bench.rig().pay(payment);
    expect(bench.rig().kept(payment.ref)).toBe(bench.money.amount);
  });
}
