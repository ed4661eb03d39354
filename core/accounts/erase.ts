import type { Channel } from "../../prisma/generated/enums.ts";
import { closeByOwner } from "../consultations/close.ts";
import { sealComplaint } from "../consultations/record.ts";
import { openStates } from "../consultations/states.ts";
import { removeBytes } from "../messaging/stored-bytes.ts";
import { forgetPayer, myEntitlements } from "../orders/mine.ts";
import { forgetSessionsOf } from "../payments/sessions.ts";
import { transact, type Core } from "../platform/core.ts";
import { closeSupport } from "../support/answer.ts";

/** What a deletion would end, to be told before. */
export interface Erasure {
  readonly pets: number;
  /** Consultations that wait or go on. */
  readonly openConsultations: number;
  /** Paid and not used; they lapse with the account. */
  readonly sessionsLeft: number;
}

export async function erasureOf(core: Core, person: string): Promise<Erasure> {
  const entitlements = await myEntitlements(core, person);
  return {
    pets: await core.db.pet.count({ where: { ownerId: person } }),
    openConsultations: await core.db.consultation.count({
      where: { ownerId: person, state: { in: [...openStates] } },
    }),
    sessionsLeft: entitlements.reduce((sum, { usable, remaining }) => sum + (usable ? remaining : 0), 0),
  };
}

/**
 * Deletes a person's account, for good. Open consultations end as if the owner had ended them; names, addresses,
 * messages, files and words of reviews are erased; the sums of orders, the record of consents and the bare facts of
 * consultations stay and name nobody. Their addresses in messengers pass to a new person, who knows nothing: whoever
 * writes next begins anew.
 *
 * @returns `successor`, the new person of the channel: the last word on this can be told to them.
 */
export function erasePerson(core: Core, person: string, channel: Channel): Promise<{ successor: string }> {
  return transact(core, async (core) => {
    await endSupport(core, person);
    // Before the consultations end: nobody is told then that they could go on.
    await core.db.owner.deleteMany({ where: { id: person } });
    await endConsultations(core, person);
    await eraseConversations(core, person);
    await eraseFiles(core, person);
    await erasePets(core, person);
    await erasePayments(core, person);
    const successor = await passOn(core, person, channel);
    return { successor };
  });
}

async function endConsultations(core: Core, person: string): Promise<void> {
  const open = await core.db.consultation.findMany({
    where: { ownerId: person, state: { in: [...openStates] } },
    select: { id: true },
  });
  for (const { id } of open) await closeByOwner(core, person, id);
}

async function endSupport(core: Core, person: string): Promise<void> {
  const chats = await core.db.conversation.findMany({
    where: { ownerId: person, kind: "support", open: true },
    select: { id: true },
  });
  for (const { id } of chats) await closeSupport(core, { side: "owner", person }, id);
}

async function eraseConversations(core: Core, person: string): Promise<void> {
  const { db } = core;
  const cases = await db.consultation.findMany({ where: { ownerId: person }, select: { id: true } });
  for (const { id } of cases) {
    const complaint = sealComplaint(core, id, "");
    await db.consultation.update({
      where: { id },
      data: { complaint, conclusion: null },
      select: { id: true },
    });
  }
  await db.review.updateMany({
    where: { consultation: { ownerId: person } },
    data: { authorName: "", words: null },
  });
  const conversations = await db.conversation.findMany({ where: { ownerId: person }, select: { id: true } });
  // Staff's copies that wait or were refused; what their desks are told besides goes through.
  const relayed = { laneId: { in: conversations.map(({ id }) => id) }, messageId: { not: null } };
  await db.outbox.deleteMany({ where: relayed });
  await db.delivery.deleteMany({ where: relayed });
  await db.message.deleteMany({ where: { conversation: { ownerId: person } } });
  await db.conversation.updateMany({ where: { ownerId: person }, data: { contact: null } });
  await db.keptMessage.deleteMany({ where: { personId: person } });
  await db.setAside.deleteMany({ where: { personId: person } });
  await db.link.deleteMany({ where: { personId: person } });
  await db.dialog.deleteMany({ where: { personId: person } });
  await db.delivery.deleteMany({ where: { personId: person } });
  await db.outbox.deleteMany({ where: { personId: person } });
}

async function eraseFiles(core: Core, person: string): Promise<void> {
  await core.db.consultationFile.deleteMany({ where: { file: { personId: person } } });
  // What is returned was there at the moment of deletion: one may just have been stored.
  const files = await core.db.$queryRaw<{ storeKey: string | null }[]>`
    delete from file where person_id = ${person}::uuid returning store_key as "storeKey"`;
  await removeBytes(
    core,
    files.flatMap(({ storeKey }) => storeKey ?? []),
  );
}

/** Who paid and what gateways wrote of them; orders, attempts and the ledger keep their sums. */
async function erasePayments(core: Core, person: string): Promise<void> {
  await forgetPayer(core, person);
  await forgetSessionsOf(core, person);
  const attempts = await core.db.paymentAttempt.findMany({
    where: { order: { ownerId: person } },
    select: { id: true },
  });
  await core.db.paymentNotification.updateMany({
    where: { attemptId: { in: attempts.map(({ id }) => id) } },
    data: { sealed: new Uint8Array() },
  });
}

/** Pets that were treated stay as bare facts of their consultations; the others go. */
async function erasePets(core: Core, person: string): Promise<void> {
  await core.db.pet.deleteMany({ where: { ownerId: person, consultations: { none: {} } } });
  await core.db.pet.updateMany({
    where: { ownerId: person },
    data: {
      name: "—",
      breedName: null,
      birthDate: null,
      birthPrecision: null,
      weightGrams: null,
      chip: null,
      allergies: null,
      chronic: null,
      photoId: null,
    },
  });
}

/** Gives the person's addresses, and what came in after the turn at hand, to new persons. Staff stay who they are. */
async function passOn(core: Core, person: string, channel: Channel): Promise<string> {
  const now = core.clock.now();
  const identities = await core.db.identity.findMany({
    where: { personId: person, channel: { not: "staff" } },
  });
  const successors = new Map<Channel, string>();
  for (const identity of identities) {
    const id = core.ids();
    successors.set(identity.channel, id);
    await core.db.person.create({
      data: { id, channel: identity.channel, createdAt: now },
      select: { id: true },
    });
    const { externalId } = identity;
    await core.db.identity.update({
      where: { channel_externalId: { channel: identity.channel, externalId } },
      data: { personId: id, createdAt: now, pausedUntil: identity.pausedUntil },
      select: { personId: true },
    });
    // The first row is the turn that asked for this: it ends as this person's.
    await core.db.$executeRaw`
      update inbox set person_id = ${id}::uuid
      where person_id = ${person}::uuid and channel = ${identity.channel}::channel
        and seq > (select min(seq) from inbox where person_id = ${person}::uuid)`;
  }
  const successor = successors.get(channel);
  if (!successor) throw new Error("a person without an address on the channel of their turn");
  await core.db.person.update({
    where: { id: person },
    data: { locale: null, timeZone: null, selectedId: null, erasedAt: now },
    select: { id: true },
  });
  return successor;
}
