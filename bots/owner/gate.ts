import { consentsNeeded } from "../../core/accounts/consents.ts";
import { isRegistered } from "../../core/accounts/profile.ts";
import type { OwnerTurn } from "./turn.ts";

/**
 * What a registered owner has to answer before anything else: the flow that asks about texts which have changed.
 * Support, a copy of one's data and the deletion of the account stay within reach: their buttons pass no gate.
 */
export async function gate({
  core,
  person,
}: Pick<OwnerTurn, "core" | "person">): Promise<string | undefined> {
  const needed = await consentsNeeded(core, person);
  if (needed.length === 0) return undefined;
  return (await isRegistered(core, person)) ? "consents" : undefined;
}
