import type { Prisma } from "../../prisma/generated/client.ts";
import type { Core } from "../platform/core.ts";

/**
 * Documents that a clinic gives its clients. `agreement`, `processing` and `marketing` are agreed to, each apart;
 * `privacy` is to be read; `offer` is agreed to with each order.
 */
export const legalKinds = ["agreement", "processing", "marketing", "privacy", "offer"] as const;
export type LegalKind = (typeof legalKinds)[number];

/** Kinds that are asked for at registration, each with its own button, in this order. */
export const consentKinds = ["agreement", "processing", "marketing"] as const satisfies LegalKind[];
export type ConsentKind = (typeof consentKinds)[number];

/** Whether the service cannot be used without this consent. Nobody may be made to agree to advertisements. */
export const isRequired = (kind: LegalKind): boolean => kind === "agreement" || kind === "processing";

/** The version of a document that is in force, in one language. */
export interface LegalDocument {
  readonly kind: LegalKind;
  readonly version: string;
  /** Language of this text: the one asked for, if the document has it. */
  readonly locale: string;
  readonly title: string;
  readonly body: string;
  /** Hex SHA-256 of the body. */
  readonly hash: string;
  /** Without this consent the service cannot be used. */
  readonly required: boolean;
  /** A sample, which a live service refuses. */
  readonly sample: boolean;
  readonly publishedAt: Date;
}

/** Documents in force, in a language (else in Russian), in the order of {@link legalKinds}. */
export async function legalTexts(core: Core, locale: string): Promise<LegalDocument[]> {
  const rows = await core.db.legalText.findMany({ where: { retired: false } });
  return legalKinds.flatMap((kind) => {
    const texts = rows.filter((row) => row.kind === kind);
    const row =
      texts.find((text) => text.locale === locale) ?? texts.find((text) => text.locale === "ru") ?? texts[0];
    return row ? [legalDocument(kind, row)] : [];
  });
}

/** One document in force; undefined: the clinic has none of this kind (only `marketing` may be absent). */
export async function legalText(
  core: Core,
  kind: LegalKind,
  locale: string,
): Promise<LegalDocument | undefined> {
  return (await legalTexts(core, locale)).find((text) => text.kind === kind);
}

/** What a person is asked to agree to at registration, in order; those `required` block. */
export async function consentTexts(core: Core, locale: string): Promise<LegalDocument[]> {
  const kinds: readonly string[] = consentKinds;
  return (await legalTexts(core, locale)).filter(({ kind }) => kinds.includes(kind));
}

/** Consents without which the service cannot be used. */
export async function requiredConsents(core: Core, locale: string): Promise<LegalDocument[]> {
  return (await consentTexts(core, locale)).filter(({ required }) => required);
}

function legalDocument(kind: LegalKind, row: Prisma.LegalTextGetPayload<object>): LegalDocument {
  const { version, locale, title, body, hash, required, sample, publishedAt } = row;
  return { kind, version, locale, title, body, hash, required, sample, publishedAt };
}
