import { openJson, sealJson } from "../platform/sealed.ts";
import type { Core } from "../platform/core.ts";

/** What a person's dialog is sealed as. */
const contextOf = (person: string) => `dialog:${person}`;

export const sealDialog = (core: Core, person: string, state: unknown) =>
  sealJson(core.keys, contextOf(person), state);

/** The state of a person's open dialog, in the bots' own form; undefined: none is open. */
export async function dialogOf(core: Core, person: string): Promise<unknown> {
  const row = await core.db.dialog.findUnique({ where: { personId: person }, select: { sealed: true } });
  return row ? openJson(core.keys, contextOf(person), row.sealed) : undefined;
}
