import { conclusionOf, complaintOf } from "../consultations/record.ts";
import { openContent } from "../messaging/record.ts";
import { myEntitlements, myOrders } from "../orders/mine.ts";
import { plannedStarts } from "../orders/start.ts";
import { petsOf } from "../pets/pet.ts";
import type { Core } from "../platform/core.ts";
import { openContact } from "../support/contact.ts";
import { sentFiles } from "./export-files.ts";
import { profileOf } from "./profile.ts";

/**
 * All that is kept of a person, in plain words, for themself alone: JSON with moments in ISO 8601, money in minor
 * units, files by the names under which their bytes are given beside it (`asDocuments`). What staff noted among
 * themselves, and what they took back, is theirs and stays out.
 */
export async function exportPerson(core: Core, person: string): Promise<Record<string, unknown>> {
  return {
    format: "pawline-export/1",
    exportedAt: core.clock.now(),
    account: await account(core, person),
    consents: await core.db.consent.findMany({
      where: { personId: { in: await namesOf(core, person) } },
      orderBy: { seq: "asc" },
      select: {
        kind: true,
        version: true,
        locale: true,
        textHash: true,
        given: true,
        channel: true,
        messageId: true,
        at: true,
      },
    }),
    pets: await petsOf(core, person, "all"),
    orders: await myOrders(core, person),
    packages: await myEntitlements(core, person),
    planned: await plannedStarts(core, person),
    consultations: await consultations(core, person),
    support: await support(core, person),
    files: await sentFiles(core, person),
  };
}

/** Whoever had a second messenger before it was linked gave consents under another id. */
async function namesOf(core: Core, person: string): Promise<string[]> {
  const merged = await core.db.person.findMany({ where: { mergedIntoId: person }, select: { id: true } });
  return [person, ...merged.map(({ id }) => id)];
}

async function account(core: Core, person: string) {
  const { locale, timeZone, createdAt } = await core.db.person.findUniqueOrThrow({ where: { id: person } });
  const identities = await core.db.identity.findMany({
    where: { personId: person },
    select: { channel: true, externalId: true, createdAt: true, alias: { select: { alias: true } } },
  });
  return { profile: (await profileOf(core, person)) ?? null, locale, timeZone, createdAt, identities };
}

async function consultations(core: Core, person: string) {
  const rows = await core.db.consultation.findMany({
    where: { ownerId: person },
    include: { review: true, files: { orderBy: { position: "asc" } } },
    orderBy: { number: "asc" },
  });
  const result = [];
  for (const row of rows) {
    const { id, number, petId, state, createdAt, startsAt, answeredAt, closedAt, review } = row;
    result.push({
      id,
      number,
      petId,
      state,
      createdAt,
      startsAt,
      answeredAt,
      closedAt,
      complaint: complaintOf(core, row),
      complaintFiles: row.files.map(({ fileId }) => fileId),
      conclusion: conclusionOf(core, row) ?? null,
      review: review && {
        stars: review.stars,
        words: review.words,
        state: review.state,
        at: review.createdAt,
      },
      messages: await messages(core, row.conversationId),
    });
  }
  return result;
}

async function support(core: Core, person: string) {
  const chat = await core.db.conversation.findFirst({ where: { ownerId: person, kind: "support" } });
  if (!chat) return null;
  const contact = chat.contact ? openContact(core, chat.id, chat.contact) : null;
  return { since: chat.createdAt, contact, messages: await messages(core, chat.id) };
}

async function messages(core: Core, conversation: string) {
  const rows = await core.db.message.findMany({
    where: { conversationId: conversation, internal: false },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, side, sealed, replyToId, createdAt, editedAt, withdrawnAt }) => ({
    id,
    side,
    // Taken back, it may have been meant for somebody else.
    content: withdrawnAt && side !== "owner" ? null : openContent(core, id, sealed),
    replyToId,
    createdAt,
    editedAt,
    withdrawnAt,
  }));
}
