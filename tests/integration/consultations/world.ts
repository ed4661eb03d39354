import { randomUUID } from "node:crypto";
import { activate, type Activation } from "../../../core/consultations/activate.ts";
import { finish } from "../../../core/consultations/close.ts";
import { take } from "../../../core/consultations/take.ts";
import { ownerWrote, staffWrote } from "../../../core/consultations/wrote.ts";
import type { Practice } from "../../support/practice.ts";

export interface Opened {
  readonly owner: string;
  readonly entitlement: string;
  readonly consultation: string;
  readonly conversation: string;
}

/** An owner with a pet who has activated a consultation. */
export async function activated(
  practice: Practice,
  { vet, ...input }: Partial<Activation> & { vet?: string } = {},
): Promise<Opened> {
  const owner = await practice.owner();
  const pet = await practice.pet(owner);
  const entitlement = await practice.entitlement(owner, vet ? { vet } : {});
  const result = await activate(practice.core, owner, {
    entitlement,
    pet,
    complaint: { text: "He limps since yesterday", files: [] },
    ...input,
  });
  if (result.kind !== "activated" && result.kind !== "scheduled") throw new Error(result.kind);
  return { owner, entitlement, consultation: result.consultation, conversation: result.conversation };
}

/** The same, taken and answered by a vet. */
export async function answered(practice: Practice, vet: string): Promise<Opened> {
  const opened = await activated(practice);
  await take(practice.core, vet, opened.consultation);
  await staffWrote(practice.core, vet, opened.conversation);
  return opened;
}

export const stateOf = async ({ core }: Practice, id: string) =>
  (await core.db.consultation.findUniqueOrThrow({ where: { id } })).state;

export const staffOfChat = async ({ core }: Practice, id: string) =>
  (await core.db.conversation.findUniqueOrThrow({ where: { id } })).staffId;

let written = 0;
export const place = () => ({ channel: "staff" as const, chat: "7", externalId: `m${++written}` });

export const conclude = (practice: Practice, vet: string, consultation: string, text = "Rest for a week") =>
  finish(practice.core, vet, consultation, { words: { text }, places: [place()] });

export const write = ({ core }: Practice, { owner, conversation }: Opened) =>
  ownerWrote(core, owner, conversation);

export const unknown = randomUUID();
