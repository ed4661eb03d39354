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
  { core, person, channel }: OwnerCore,
  { entitlement, pet, complaint, start }: Gathered,
  once: string,
): Promise<Activated> {
  const files: string[] = [];
  for (const { caption: _, ...file } of complaint.files)
    files.push(await expectFile(core, { channel, ...file, personId: person }));
  return activate(core, person, {
    entitlement,
    pet,
    complaint: { text: complaint.text, files },
    ...(start !== undefined && { startsAt: new Date(start) }),
    once,
  });
}
