import { openJson, sealJson } from "../platform/sealed.ts";
import type { Core } from "../platform/core.ts";

/** An answer that a member of staff has written to be sent often. Only its author sees and sends it. */
export interface OwnAnswer {
  /** What it is called by in buttons. */
  readonly number: number;
  readonly text: string;
}

/** As many as are still found at a glance under one message. */
export const MAX_ANSWERS = 20;
/** UTF-16 units: shown in one message (4096) together with the words around it. */
export const MAX_ANSWER = 3000;

/** A member's own answers, the oldest first. */
export async function ownAnswers(core: Core, staffId: string): Promise<OwnAnswer[]> {
  const rows = await core.db.cannedAnswer.findMany({ where: { staffId }, orderBy: { number: "asc" } });
  return rows.map(({ id, number, sealed }) => ({
    number,
    text: openJson<string>(core.keys, context(id), sealed),
  }));
}

/** One of a member's own answers; undefined when it is gone, or another's. */
export async function ownAnswer(core: Core, staffId: string, number: number): Promise<OwnAnswer | undefined> {
  return (await ownAnswers(core, staffId)).find((answer) => answer.number === number);
}

export type AnswerKept =
  | { readonly kind: "kept"; readonly number: number }
  | { readonly kind: "too_long" }
  /** `MAX_ANSWERS` are there. */
  | { readonly kind: "too_many" }
  /** There is no such answer of this member's to be written anew. */
  | { readonly kind: "gone" };

/** Keeps a new answer, or another text for the one of a number. */
export async function keepAnswer(
  core: Core,
  staffId: string,
  text: string,
  number?: number,
): Promise<AnswerKept> {
  if (text.length > MAX_ANSWER) return { kind: "too_long" };
  if (number !== undefined) {
    const row = await core.db.cannedAnswer.findFirst({ where: { staffId, number }, select: { id: true } });
    if (!row) return { kind: "gone" };
    const sealed = sealJson(core.keys, context(row.id), text);
    const { count } = await core.db.cannedAnswer.updateMany({ where: { id: row.id }, data: { sealed } });
    return count > 0 ? { kind: "kept", number } : { kind: "gone" };
  }
  // Turns of one person come one after another: nobody adds a second one meanwhile.
  if ((await core.db.cannedAnswer.count({ where: { staffId } })) >= MAX_ANSWERS) return { kind: "too_many" };
  const id = core.ids();
  const kept = await core.db.cannedAnswer.create({
    data: { id, staffId, sealed: sealJson(core.keys, context(id), text), createdAt: core.clock.now() },
    select: { number: true },
  });
  return { kind: "kept", number: kept.number };
}

/** Removes one of a member's own answers. False: it was gone, or another's. */
export async function dropAnswer(core: Core, staffId: string, number: number): Promise<boolean> {
  return (await core.db.cannedAnswer.deleteMany({ where: { staffId, number } })).count > 0;
}

const context = (id: string): string => `canned_answer:${id}`;
