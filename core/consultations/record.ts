import type { Prisma } from "../../prisma/generated/client.ts";
import type { Core } from "../platform/core.ts";
import { openJson, sealJson } from "../platform/sealed.ts";
import type { Words } from "../messaging/content.ts";
import type { CaseRef } from "./notices.ts";

/** A case with what its notices and announcements say. */
export const withNames = {
  pet: { select: { name: true, species: true, speciesName: true } },
  conversation: {
    select: { staffId: true, open: true, owner: { select: { owner: { select: { firstName: true } } } } },
  },
} satisfies Prisma.ConsultationInclude;

export type CaseRow = Prisma.ConsultationGetPayload<{ include: typeof withNames }>;

export const findCase = (core: Core, id: string): Promise<CaseRow | null> =>
  core.db.consultation.findUnique({ where: { id }, include: withNames });

/** A case that a foreign key or an earlier statement of this transaction says is there. */
export const loadCase = (core: Core, id: string): Promise<CaseRow> =>
  core.db.consultation.findUniqueOrThrow({ where: { id }, include: withNames });

export const refOf = ({ id, conversationId, number, pet }: CaseRow): CaseRef => ({
  consultation: id,
  conversation: conversationId,
  number,
  pet: pet.name,
});

/** Whether somebody is still there to talk to; not once the account is deleted. */
export const hasOwner = (row: CaseRow): boolean => row.conversation.owner.owner !== null;

/** Staff learn an owner's first name and nothing else; empty once the account is deleted. */
export const firstNameOf = (row: CaseRow): string => row.conversation.owner.owner?.firstName ?? "";

export const sealComplaint = (core: Core, id: string, text: string) =>
  sealJson(core.keys, `consultation.complaint:${id}`, text);

export const complaintOf = (core: Core, { id, complaint }: { id: string; complaint: Uint8Array }): string =>
  openJson<string>(core.keys, `consultation.complaint:${id}`, complaint);

export const sealConclusion = (core: Core, id: string, words: Words) =>
  sealJson(core.keys, `consultation.conclusion:${id}`, words);

export const conclusionOf = (
  core: Core,
  { id, conclusion }: { id: string; conclusion: Uint8Array | null },
): Words | undefined =>
  conclusion ? openJson<Words>(core.keys, `consultation.conclusion:${id}`, conclusion) : undefined;

/** The name under which a member of staff answers. */
export async function staffName(core: Core, id: string): Promise<string> {
  return (await core.db.staff.findUniqueOrThrow({ where: { id }, select: { name: true } })).name;
}
