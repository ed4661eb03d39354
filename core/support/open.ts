import { transact, type Core } from "../platform/core.ts";
import { sealContact, type Contact } from "./contact.ts";

export interface SupportChat {
  readonly conversation: string;
  /** Name and phone are not known: ask for them once (`giveContact`). */
  readonly contactNeeded: boolean;
  /** A member of staff answers there now. */
  readonly answered: boolean;
}

/**
 * A person's support chat, made at the first time, registered or not; the person's messages go to it from now on.
 * It joins the operators' queue with the first message.
 */
export function openSupport(core: Core, person: string): Promise<SupportChat> {
  return transact(core, async (core) => {
    await core.db.conversation.createMany({
      data: { id: core.ids(), kind: "support", ownerId: person, open: true, createdAt: core.clock.now() },
      skipDuplicates: true,
    });
    const chat = await core.db.conversation.findFirstOrThrow({ where: { ownerId: person, kind: "support" } });
    await core.db.person.update({ where: { id: person }, data: { selectedId: chat.id } });
    const registered = await core.db.owner.count({ where: { id: person } });
    return {
      conversation: chat.id,
      contactNeeded: registered === 0 && chat.contact === null,
      answered: chat.staffId !== null,
    };
  });
}

/** Whether name and phone are still to be asked for, before a support chat is opened (`SupportChat.contactNeeded`). */
export async function supportContactNeeded(core: Core, person: string): Promise<boolean> {
  if ((await core.db.owner.count({ where: { id: person } })) > 0) return false;
  const told = { ownerId: person, kind: "support", contact: { not: null } } as const;
  return (await core.db.conversation.count({ where: told })) === 0;
}

/** Keeps how to call and reach someone who is not registered. */
export async function giveContact(core: Core, person: string, contact: Contact): Promise<void> {
  const chat = await core.db.conversation.findFirstOrThrow({ where: { ownerId: person, kind: "support" } });
  await core.db.conversation.update({
    where: { id: chat.id },
    data: { contact: sealContact(core, chat.id, contact) },
  });
}
