import * as z from "zod";
import type { Outcome, Unclaimed } from "../../gateway.ts";
import { call, refusal, type Client } from "./call.ts";
import { parseRef, writeRef } from "./ref.ts";

const Listed = z.object({
  authorities: z.array(
    z.object({
      authority: z.string(),
      amount: z.union([
        z.int(),
        z
          .string()
          .regex(/^\d{1,15}$/)
          .transform(Number),
      ]),
      callback_url: z.string().catch(""),
    }),
  ),
});

/** Payments that were paid and not verified, the last hundred: `unVerified.json`. They go back to the payer if nobody does. */
export async function fetchUnclaimed(client: Client): Promise<Outcome<readonly Unclaimed[]>> {
  const told = await call(client, "unVerified", {});
  if (!told) return { unknown: true };
  if (told.code !== 100) return refusal(told);
  const { data } = Listed.safeParse(told.data);
  if (!data) return { unknown: true };
  return {
    ok: data.authorities.flatMap(({ authority, amount, callback_url: returnUrl }) => {
      const money = { amount, currency: "IRR" };
      const ref = writeRef({ authority, money });
      return parseRef(ref) ? [{ ref, money, returnUrl }] : [];
    }),
  };
}
