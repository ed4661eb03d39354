import { openJson, sealJson } from "../platform/sealed.ts";
import type { Core } from "../platform/core.ts";

/** What a cashier is filling in. It outlives restarts, other questions and holidays; only its writer ends it. */
export interface Draft {
  /** Names the decision that comes of it. */
  readonly id: string;
  /** Which form it is. */
  readonly form: string;
  /** What the form was begun with. */
  readonly given: Readonly<Record<string, string>>;
  /** What was answered since. */
  readonly typed: Readonly<Record<string, string>>;
}

const contextOf = (staffId: string): string => `cashier_draft:${staffId}`;

export async function draftOf(core: Core, staffId: string): Promise<Draft | undefined> {
  const row = await core.db.cashierDraft.findUnique({ where: { staffId } });
  return row ? openJson<Draft>(core.keys, contextOf(staffId), row.sealed) : undefined;
}

/** Keeps a draft in the place of the one before. */
export async function keepDraft(core: Core, staffId: string, draft: Draft): Promise<void> {
  const sealed = sealJson(core.keys, contextOf(staffId), draft);
  const updatedAt = core.clock.now();
  await core.db.cashierDraft.upsert({
    where: { staffId },
    create: { staffId, sealed, updatedAt },
    update: { sealed, updatedAt },
  });
}

export async function dropDraft(core: Core, staffId: string): Promise<void> {
  await core.db.cashierDraft.deleteMany({ where: { staffId } });
}
