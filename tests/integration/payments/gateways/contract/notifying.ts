import { describe, expect, it } from "vitest";
import type { Notification, RawNotification } from "../../../../../core/payments/gateway.ts";
import type { Bench } from "../contract.ts";
import { paid } from "./steps.ts";

/** Bodies that no gateway sends. */
const bodies = [
  ["nothing", ""],
  ["a brace", "{"],
  ["a list", "[]"],
  ["null", "null"],
  ["a number", "0"],
  ["half of something", '{"event":'],
  ["another form", "a=b"],
  ["a zero byte", "\u0000"],
  ["dots", ".."],
  ["a token of nothing", "e30.e30.e30"],
  ["a flood", "x".repeat(100_000)],
] as const;

const raw = (body: string, good?: RawNotification): RawNotification => ({
  method: "POST",
  query: "",
  headers: {},
  ip: "203.0.113.7",
  ...good,
  body,
});

const refOf = (told: Notification): string | undefined => ("ref" in told ? told.ref : undefined);

/** The status of a refusal; undefined: it was taken. */
const refusalOf = (told: Notification): number | undefined =>
  "reject" in told ? told.answer.status : undefined;

/** A paid payment with everything that was sent of it. */
async function told(bench: Bench, hold = false): Promise<RawNotification[]> {
  const { rig, gateway } = bench;
  const before = rig().sent().length;
  const { ref } = await paid(bench, { hold });
  const all = rig().sent().slice(before);
  return all.filter((sent) => refOf(gateway().parseNotification(sent)) === ref);
}

async function oneTold(bench: Bench): Promise<RawNotification> {
  const [first] = await told(bench);
  if (!first) throw new Error("nothing was told");
  return first;
}

/** What anybody may send. */
export function nonsense({ gateway }: Bench): void {
  it.each(bodies)("refuses nonsense: %s", (_name, body) => {
    const refusal = refusalOf(gateway().parseNotification(raw(body)));
    expect(refusal).toBeGreaterThanOrEqual(400);
    expect(refusal).toBeLessThan(500);
  });
}

/** Of a gateway that tells nothing of itself. */
export function silence(bench: Bench): void {
  it("tells nothing of itself", async () => {
    expect(await told(bench)).toEqual([]);
  });
}

/** What the gateway tells by itself. */
export function notifying(bench: Bench): void {
  const { traits, gateway, money } = bench;
  describe("notifying", () => {
    it("tells of a payment, in a way that it can be found and is acknowledged", async () => {
      const all = await told(bench);
      expect(all).not.toEqual([]);
      for (const sent of all) {
        const parsed = gateway().parseNotification(sent);
        if (!("ref" in parsed)) throw new Error("it says nothing of a payment");
        expect([money, undefined]).toContainEqual(parsed.money);
        expect(parsed.eventKey).not.toBe("");
        expect(parsed.ack.status).toBe(200);
        // A repeat of it is the same event.
        expect(gateway().parseNotification(sent)).toEqual(parsed);
      }
    });

    it("gives other events other keys", async () => {
      const sent = [...(await told(bench)), ...(await told(bench))];
      const keys = sent.flatMap((one) => {
        const parsed = gateway().parseNotification(one);
        return "ref" in parsed ? [parsed.eventKey] : [];
      });
      expect(new Set(keys).size).toBe(sent.length);
    });

    it.each(traits.forgeries)("refuses $name", async ({ of, reject }) => {
      const forged = of(await oneTold(bench), await oneTold(bench));
      const parsed = gateway().parseNotification(forged);
      expect(parsed).toMatchObject({ reject });
      expect(Math.trunc((refusalOf(parsed) ?? 0) / 100)).toBe(4);
    });

    it("refuses nonsense under the headers of a true one", async () => {
      const good = { ...(await oneTold(bench)), query: "" };
      for (const [name, body] of bodies) {
        const refusal = refusalOf(gateway().parseNotification(raw(body, good)));
        expect([name, refusal === undefined]).toEqual([name, false]);
      }
    });
  });
}

export function tellingOfHolds(bench: Bench): void {
  it("tells of a hold", async () => {
    expect(await told(bench, true)).not.toEqual([]);
  });
}
