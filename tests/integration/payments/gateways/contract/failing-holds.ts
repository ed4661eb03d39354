import { expect, it } from "vitest";
import type { PaymentGateway } from "../../../../../core/payments/gateway.ts";
import type { Bench } from "../contract.ts";
import { losing, MOST_REQUESTS } from "./failing.ts";
import { paid, stateOf } from "./steps.ts";

/** Answers that are lost while a hold is taken or let go. */
export function losingTakenAnswers({ rig, gateway, money, ...bench }: Bench): void {
  it.each([
    { act: "capture", state: "captured", keeps: money.amount },
    { act: "void", state: "voided", keeps: 0 },
  ] as const)("finds what a lost $act has done", async ({ act, state, keeps }) => {
    let lost = 0;
    for (let which = 1; which <= MOST_REQUESTS; which += 1) {
      const payment = await paid({ rig, gateway, money, ...bench }, { hold: true });
      const key = `${act}-${payment.ref}`;
      const ask = (over: PaymentGateway) =>
        act === "capture" ? over.capture(payment.ref, money, key) : over.void(payment.ref, key);
      if (!("unknown" in (await ask(rig().over(losing(which)))))) break;
      lost += 1;
      expect(await ask(gateway())).toEqual({ ok: state });
      expect((await stateOf(gateway(), payment)).state).toBe(state);
      expect(rig().kept(payment.ref)).toBe(keeps);
    }
    expect(lost).toBeGreaterThan(0);
  });
}
