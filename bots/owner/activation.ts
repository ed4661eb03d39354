import { activate, type Activated } from "../../core/consultations/activate.ts";
import { expectFile } from "../../core/messaging/files.ts";
import type { Media } from "../dialog/input.ts";
import type { OwnerCore } from "./turn.ts";

/** An activation as a dialog has gathered it: plain JSON. */
export interface Gathered {
  readonly entitlement: string;
  readonly pet: string;
  readonly complaint: { readonly text: string; readonly files: readonly Media[] };
  /** ISO 8601; absent: now. */
  readonly start?: string | undefined;
}

/** Notes the files, which are still at the messenger, and activates. `once`: the same for every try. */
export async function activateGathered(
  owner: OwnerCore,
  { entitlement, pet, complaint, start }: Gathered,
  once: string,
): Promise<Activated> {
  return activate(owner.core, owner.person, {
    entitlement,
    pet,
    complaint: await noted(owner, complaint),
    ...(start !== undefined && { startsAt: new Date(start) }),
    once,
  });
}

/** A complaint with its files noted: they are fetched from the messenger by and by. */
export async function noted(
  { core, person, channel }: OwnerCore,
  { text, files }: Gathered["complaint"],
): Promise<{ text: string; files: string[] }> {
  const ids: string[] = [];
  for (const { caption: _, ...file } of files)
    ids.push(await expectFile(core, { channel, ...file, personId: person }));
  return { text, files: ids };
}
