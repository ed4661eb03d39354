import type { Channel } from "../../prisma/generated/enums.ts";
import { openJson, sealJson } from "../platform/sealed.ts";
import type { Core } from "../platform/core.ts";

/** Something that can be chosen under a message of a messenger without buttons. */
export interface Choice {
  /** What is written instead of pressing; null: it is chosen by its label alone. */
  readonly number: number | null;
  readonly label: string;
  readonly does:
    /** As a button with this data. */
    | { readonly data: string }
    /** As if the person had written this. */
    | { readonly says: string }
    /** The person gives their own number, or their place. */
    | { readonly shares: "contact" };
}

/** Where a message with choices stands. */
interface Where {
  readonly personId: string;
  readonly channel: Channel;
}

const sealedAs = ({ personId, channel }: Where, externalId: string) =>
  `choices:${channel}:${personId}:${externalId}`;

/**
 * Remembers what a message offered, and others beside it that offer the same. A bare number means the first of them,
 * the others are only quoted. `asks`: this ends what was offered before, whose numbers mean nothing any more.
 */
export async function keepChoices(
  core: Core,
  where: Where,
  { messages, choices, asks }: { messages: readonly string[]; choices: readonly Choice[]; asks: boolean },
): Promise<void> {
  if (asks) await retireChoices(core, where);
  if (choices.length === 0) return;
  await core.db.offer.createMany({
    data: messages.map((externalId, index) => ({
      ...where,
      externalId,
      sealed: sealJson(core.keys, sealedAs(where, externalId), choices),
      live: index === 0,
      at: core.clock.now(),
    })),
    skipDuplicates: true,
  });
}

/** Something else has been said meanwhile: a bare number means nothing offered before it, a quotation still does. */
export async function retireChoices(core: Core, { personId, channel }: Where): Promise<void> {
  await core.db.offer.updateMany({ where: { personId, channel, live: true }, data: { live: false } });
}

export interface Offered {
  /** The message that offers. */
  readonly externalId: string;
  readonly choices: readonly Choice[];
}

/** Offers looked through for a bare number, newest first: more than anybody has on the screen. */
const RECENT = 5;

/** What can be chosen now: of the message that is quoted, or of the latest ones, newest first. */
export async function offered(core: Core, where: Where, quoted?: string): Promise<Offered[]> {
  const rows = await core.db.offer.findMany({
    where: { ...where, ...(quoted === undefined ? { live: true } : { externalId: quoted }) },
    orderBy: { seq: "desc" },
    take: RECENT,
  });
  return rows.map(({ externalId, sealed }) => ({
    externalId,
    choices: openJson<Choice[]>(core.keys, sealedAs(where, externalId), sealed),
  }));
}
