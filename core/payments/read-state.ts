import type { PaymentAttempt } from "../../prisma/generated/client.ts";
import type { Outcome, PaymentGateway, Snapshot } from "./gateway.ts";

/**
 * Reads how a payment stands. A gateway that does not say until when it holds is taken to have begun with the attempt:
 * earlier than it can have, so that we never believe in a hold that is gone.
 */
export async function readState(
  gateway: PaymentGateway,
  { createdAt }: Pick<PaymentAttempt, "createdAt">,
  ref: string,
): Promise<Outcome<Snapshot>> {
  const told = await gateway.fetchState(ref);
  const { holdMs } = gateway.caps;
  if (!("ok" in told) || told.ok.state !== "authorized" || told.ok.until || holdMs === undefined) return told;
  return { ok: { ...told.ok, until: new Date(createdAt.getTime() + holdMs) } };
}
