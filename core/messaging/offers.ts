import type { Core } from "../platform/core.ts";
import { keepChoices } from "./choices.ts";
import type { Claimed } from "./lanes.ts";
import type { Outcome } from "./messenger.ts";
import type { Operation } from "./operation.ts";

/** Where there are no buttons: what this message offers, and what it makes of earlier offers. */
export async function noteChoices(
  core: Core,
  row: Claimed,
  operation: Operation,
  { externalIds, choices = [], offering = externalIds.slice(-1) }: Extract<Outcome, { kind: "sent" }>,
): Promise<void> {
  const { personId, channel } = row;
  // Somebody's own words came last, or a question: a number is now an answer to that.
  const asks = row.messageId !== null || ("asks" in operation && operation.asks !== undefined);
  if (externalIds.length > 0)
    await keepChoices(core, { personId, channel }, { messages: offering, choices, asks });
}
