import type { Core } from "../platform/core.ts";
import { openJson, sealJson } from "../platform/sealed.ts";

/** How to call and reach someone who is not registered. `phone` is E.164. */
export interface Contact {
  readonly name: string;
  readonly phone: string;
}

export const sealContact = (core: Core, id: string, contact: Contact) =>
  sealJson(core.keys, `conversation.contact:${id}`, contact);

export const openContact = (core: Core, id: string, sealed: Uint8Array): Contact =>
  openJson<Contact>(core.keys, `conversation.contact:${id}`, sealed);

/** The first name of who wrote to support: of the account, else as told; null: not told yet. */
export async function contactName(core: Core, conversation: string): Promise<string | null> {
  const row = await core.db.conversation.findUniqueOrThrow({
    where: { id: conversation },
    select: { contact: true, owner: { select: { owner: { select: { firstName: true } } } } },
  });
  return (
    row.owner.owner?.firstName ?? (row.contact ? openContact(core, conversation, row.contact).name : null)
  );
}
