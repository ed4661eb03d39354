import type { Channel } from "../../prisma/generated/enums.ts";
import { consentKinds, consentTexts, type ConsentKind } from "../catalog/legal.ts";
import type { Core } from "../platform/core.ts";

export { consentKinds, type ConsentKind };

/** A current text that the person has not answered yet, or has refused although it is required. */
export interface ConsentNeeded {
  readonly kind: ConsentKind;
  readonly version: string;
  readonly required: boolean;
  /** An earlier version was answered: the text has changed since. */
  readonly changed: boolean;
}

/**
 * What the person still has to be asked, in the order of asking; empty when all current texts are answered. A new
 * version of a text makes it needed again, whatever was said to the earlier one.
 */
export async function consentsNeeded(core: Core, person: string): Promise<ConsentNeeded[]> {
  const current = await consentTexts(core, anyLocale);
  const answers = await consentsOf(core, person);
  return current.flatMap((text) => {
    const kind = consentKinds.find((known) => known === text.kind);
    if (!kind) return [];
    const { version, required } = text;
    const last = answers.find((answer) => answer.kind === kind);
    if (last?.version === version && (last.given || !required)) return [];
    return [{ kind, version, required, changed: last !== undefined && last.version !== version }];
  });
}

/** Versions are those of the document, whatever language it is read in. */
const anyLocale = "ru";

/** The last answer to one kind of text. */
export interface ConsentGiven {
  readonly kind: ConsentKind;
  readonly version: string;
  readonly given: boolean;
  readonly at: Date;
}

/** The last answer of a person to each kind of text they were ever asked about. */
export async function consentsOf(core: Core, person: string): Promise<ConsentGiven[]> {
  const rows = await core.db.consent.findMany({
    where: { personId: person, kind: { in: [...consentKinds] } },
    orderBy: [{ kind: "asc" }, { seq: "desc" }],
    distinct: ["kind"],
    select: { kind: true, version: true, given: true, at: true },
  });
  return consentKinds.flatMap((kind) =>
    rows.filter((row) => row.kind === kind).map((row) => ({ ...row, kind })),
  );
}

export interface ConsentAnswer {
  readonly person: string;
  readonly kind: ConsentKind | "offer";
  readonly version: string;
  /** Language of the text that was shown. */
  readonly locale: string;
  readonly given: boolean;
  readonly channel: Channel;
  /** External id of the message whose button or words gave the answer. */
  readonly messageId: string;
}

/**
 * Adds an answer to the record, which is never changed afterwards, with the hash of the text it was given to.
 * `outdated`: there is no such text any more; ask about the current one.
 */
export async function recordConsent(
  core: Core,
  answer: ConsentAnswer,
): Promise<{ kind: "ok" } | { kind: "outdated" }> {
  const { person, kind, version, locale, given, channel, messageId } = answer;
  const text = await core.db.legalText.findUnique({
    where: { kind_version_locale: { kind, version, locale } },
    select: { hash: true, retired: true },
  });
  if (!text || text.retired) return { kind: "outdated" };
  await core.db.consent.create({
    data: {
      id: core.ids(),
      personId: person,
      kind,
      version,
      locale,
      textHash: text.hash,
      given,
      channel,
      messageId,
      at: core.clock.now(),
    },
    select: { id: true },
  });
  return { kind: "ok" };
}
