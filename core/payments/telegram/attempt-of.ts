import type { Prisma } from "../../../prisma/generated/client.ts";
import type { Core } from "../../platform/core.ts";
import { TELEGRAM } from "./gateway.ts";

const withAll = { order: true, charge: true } satisfies Prisma.PaymentAttemptInclude;

/** The attempt that an invoice's payload names, its order and what was paid of it; undefined: it names none of ours. */
export async function attemptOf(
  core: Core,
  payload: string,
): Promise<Prisma.PaymentAttemptGetPayload<{ include: typeof withAll }> | undefined> {
  // Anything else is no id, which the database would not compare with one.
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(payload)) return undefined;
  const found = await core.db.paymentAttempt.findFirst({
    where: { id: payload, gateway: TELEGRAM },
    include: withAll,
  });
  return found ?? undefined;
}
