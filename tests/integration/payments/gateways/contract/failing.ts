import { describe, expect, it } from "vitest";
import type { Outcome, PaymentGateway } from "../../../../../core/payments/gateway.ts";
import type { Bench, Fetch } from "../contract.ts";
import { checkoutOf, declinedOf, HOUR, opened, paid } from "./steps.ts";

/** A network, and whether it was used and with a deadline. */
function network(answer: Fetch): { readonly fetch: Fetch; used(): number; endless(): number } {
  let [used, endless] = [0, 0];
  return {
    fetch: (url, init) => {
      used += 1;
      if (!init?.signal) endless += 1;
      return answer(url, init);
    },
    used: () => used,
    endless: () => endless,
  };
}

/** Answers that say nothing of what became of a request. */
const failures: readonly (readonly [string, Fetch])[] = [
  ["nobody answers", () => Promise.reject(new DOMException("timed out", "TimeoutError"))],
  ["the line breaks", () => Promise.reject(new TypeError("fetch failed"))],
  ["it answers 500", () => Promise.resolve(new Response("oops", { status: 500 }))],
  ["a proxy answers 502", () => Promise.resolve(new Response("<html>Bad gateway</html>", { status: 502 }))],
  ["it answers what nobody can read", () => Promise.resolve(new Response("}{<"))],
  ["it answers nothing", () => Promise.resolve(new Response(""))],
];

/** Lets everything through and loses one answer: that of the request with this number. */
export function losing(which: number): Fetch {
  let asked = 0;
  return async (url, init) => {
    asked += 1;
    const mine = asked;
    const answer = await fetch(url, init);
    return mine === which ? new Response("oops", { status: 500 }) : answer;
  };
}

/** No operation makes more requests than this. */
export const MOST_REQUESTS = 4;

/** Gateways and networks that fail: never a wrong word of what became of money. */
export function failing(bench: Bench): void {
  const { rig, gateway, money } = bench;
  const requests = {
    opening: (over) => over.createCheckout(checkoutOf(bench)),
    "reading the state": (over, ref) => over.fetchState(ref),
    capturing: (over, ref) => over.capture(ref, money, "capture"),
    voiding: (over, ref) => over.void(ref, "void"),
    refunding: (over, ref) => over.refund(ref, money, "refund"),
    "reading a refund": (over) => over.fetchRefund("6b7dd6ff-8b2b-4d5b-8f93-5d0f7f1f4a55"),
  } satisfies Record<string, (over: PaymentGateway, ref: string) => Promise<Outcome<unknown>>>;

  describe("failing", () => {
    it.each(failures)("knows nothing when %s", async (_name, answer) => {
      const { ref } = await opened(bench);
      for (const [name, ask] of Object.entries(requests)) {
        const line = network(answer);
        const outcome = await ask(rig().over(line.fetch), ref);
        // Where no request is needed, nothing can fail. Retries are not the adapter's to decide.
        const expected = line.used() === 0 ? outcome : { unknown: true };
        expect({ name, outcome, endless: line.endless(), retried: line.used() > 1 }).toEqual({
          name,
          outcome: expected,
          endless: 0,
          retried: false,
        });
      }
    });

    it("is refused, never left in doubt, with a secret that is not the shop's", async () => {
      const { ref } = await paid(bench);
      const { stranger } = rig();
      expect(await stranger.fetchState(ref)).toHaveProperty("declined");
      expect(await stranger.refund(ref, money, "stolen")).toHaveProperty("declined");
      expect(rig().kept(ref)).toBe(money.amount);
    });

    it("refunds once, whichever answer is lost on the way", async () => {
      let lost = 0;
      for (let which = 1; which <= MOST_REQUESTS; which += 1) {
        const payment = await paid(bench);
        const key = `refund-${payment.ref}`.slice(0, 60);
        const outcome = await rig().over(losing(which)).refund(payment.ref, money, key);
        if (!("unknown" in outcome)) break;
        lost += 1;
        const again = await gateway().refund(payment.ref, money, key);
        expect(["nothing_left", undefined]).toContain("ok" in again ? undefined : declinedOf(again));
        await rig().pass(HOUR);
        expect(rig().kept(payment.ref)).toBe(0);
      }
      expect(lost).toBeGreaterThan(0);
    });
  });
}
