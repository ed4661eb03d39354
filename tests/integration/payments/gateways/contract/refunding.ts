import { describe, expect, it } from "vitest";
import type { Bench, Opened } from "../contract.ts";
import { declinedOf, granted, HOUR, keyOf, opened, paid, partOf, stateOf } from "./steps.ts";

/** Money that goes back. */
export function refunding(bench: Bench): void {
  const { traits, rig, gateway, money } = bench;
  const receipt = [{ name: "Консультация «Лапа»", sum: money.amount }];

  describe("refunding", () => {
    it("gives back the whole, and tells when that is done", async () => {
      const payment = await paid(bench);
      const refund = granted(await gateway().refund(payment.ref, money, keyOf(payment), receipt));
      expect(refund.state).toBe(traits.caps.asyncRefund && !traits.wholeAtOnce ? "under_way" : "done");
      await rig().pass(HOUR);
      expect(await gateway().fetchRefund(refund.ref)).toEqual({ ok: "done" });
      expect(rig().kept(payment.ref)).toBe(0);
      expect([money.amount, undefined]).toContain(await refundedOf(bench, payment));
    });

    it("gives the whole back once, however often it is asked under one key", async () => {
      const payment = await paid(bench);
      granted(await gateway().refund(payment.ref, money, keyOf(payment), receipt));
      const again = await gateway().refund(payment.ref, money, keyOf(payment), receipt);
      expect(["nothing_left", undefined]).toContain("ok" in again ? undefined : declinedOf(again));
      expect(rig().kept(payment.ref)).toBe(0);
    });

    it("gives nothing back of what was not paid", async () => {
      const payment = await opened(bench);
      expect(await gateway().refund(payment.ref, money, keyOf(payment))).toHaveProperty("declined");
    });

    it("knows nothing of a refund that nobody made", async () => {
      expect(await gateway().fetchRefund("6b7dd6ff-8b2b-4d5b-8f93-5d0f7f1f4a55")).not.toHaveProperty("ok");
    });

    it("gives back no more than there is", async () => {
      const payment = await paid(bench);
      const more = { ...money, amount: money.amount + 100 };
      expect(await gateway().refund(payment.ref, more, keyOf(payment))).toHaveProperty("declined");
      expect(rig().kept(payment.ref)).toBe(money.amount);
    });
  });
}

/** Of a gateway that gives back parts. */
export function parts(bench: Bench): void {
  const { rig, gateway, money } = bench;
  const lines = (sum: number) => [{ name: "Консультация «Лапа»", sum }];

  it("gives back parts until there is nothing left", async () => {
    const payment = await paid(bench);
    const part = partOf(money);
    const rest = { ...money, amount: money.amount - part.amount };
    const key = keyOf(payment);
    granted(await gateway().refund(payment.ref, part, `${key}-1`, lines(part.amount)));
    await rig().pass(HOUR);
    expect(rig().kept(payment.ref)).toBe(rest.amount);
    expect([part.amount, undefined]).toContain(await refundedOf(bench, payment));
    expect(await gateway().refund(payment.ref, money, `${key}-2`)).toEqual({ declined: "nothing_left" });
    granted(await gateway().refund(payment.ref, rest, `${key}-3`, lines(rest.amount)));
    await rig().pass(HOUR);
    expect(rig().kept(payment.ref)).toBe(0);
    expect(await gateway().refund(payment.ref, part, `${key}-4`)).toEqual({ declined: "nothing_left" });
  });
}

/** Of one that also knows repeats by their key. */
export function keyedParts(bench: Bench): void {
  const { rig, gateway, money } = bench;
  it("gives a part back once under one key", async () => {
    const payment = await paid(bench);
    const part = partOf(money);
    const ask = async () => granted(await gateway().refund(payment.ref, part, keyOf(payment)));
    const first = await ask();
    expect((await ask()).ref).toBe(first.ref);
    expect(rig().kept(payment.ref)).toBe(money.amount - part.amount);
  });
}

export function noParts(bench: Bench): void {
  const { rig, gateway, money } = bench;
  it("gives back no part: that is for a person", async () => {
    const payment = await paid(bench);
    const outcome = await gateway().refund(payment.ref, partOf(money), keyOf(payment));
    expect(outcome).toHaveProperty("declined");
    expect(rig().kept(payment.ref)).toBe(money.amount);
  });
}

/** What of it has gone back, where the gateway tells. */
async function refundedOf({ gateway, money }: Bench, payment: Opened): Promise<number | undefined> {
  const state = await stateOf(gateway(), payment);
  if (state.state === "returned") return money.amount;
  return state.state === "captured" ? state.refunded : Number.NaN;
}
