import { z } from "zod";
import { menuOf } from "./buttons.ts";
import type { Dialog, Stored } from "./dialog.ts";
import type { Input } from "./input.ts";
import { logSchema, type Log } from "./log.ts";
import type { Out } from "./out.ts";
import type { Host, View } from "./port.ts";

/** A dialog between two messages: plain JSON, of no engine's own form. */
export interface Session {
  readonly flow: string;
  readonly id: string;
  /** What the flow was entered with. */
  readonly args: readonly unknown[];
  view?: View | undefined;
  /** A share button stands in the place of the usual keyboard. */
  requesting?: boolean | undefined;
  /** Absent before the first step. */
  log?: Log | undefined;
}

/**
 * Advances a dialog by one input (none: starts it) and returns what to keep, or undefined when the flow has ended.
 * Throws when the flow or one of its tasks did: then nothing of the turn may be kept.
 */
export type Engine = <Core>(
  flow: (dialog: Dialog<Core>) => Promise<void>,
  session: Session,
  input: Input | undefined,
  host: Host<Core>,
) => Promise<Session | undefined>;

const view = z.object({
  of: z.string(),
  shown: z.string().exactOptional(),
  page: z.number().exactOptional(),
  query: z.string().exactOptional(),
  at: z.string().exactOptional(),
});
const session = z.object({
  flow: z.string(),
  id: z.string(),
  args: z.array(z.unknown()),
  view: view.optional(),
  requesting: z.boolean().optional(),
  // A log of another form than this code's: the flow begins anew.
  log: logSchema.optional().catch(undefined),
});

/** Reads a saved state; undefined when there is none, or one that this code does not know. */
export function readSession(saved: unknown): Session | undefined {
  return session.safeParse(saved).data;
}

/** Shows a message of a dialog, and says when a share button has to make room for the usual keyboard again. */
export function present<Core>(host: Host<Core>, session: Session, out: Out): Promise<string> {
  const restore = session.requesting && !out.request;
  // Where a message carries either buttons or a keyboard, the keyboard waits for the next one without buttons.
  session.requesting = out.request !== undefined || (restore === true && menuOf(out) !== undefined);
  return host.show(restore ? { ...out, restore: true } : out);
}

/** A result as it will look after a restart, so that a flow never sees it otherwise. */
export function stored<T>(value: T): Stored<T> {
  const json: string | undefined = JSON.stringify(value);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Stored says what this round trip does
  return (json === undefined ? undefined : JSON.parse(json)) as Stored<T>;
}

/** How a task ended: it never throws inside an engine's action, which would then never settle. */
export type Ended<T> = { readonly value: Stored<T> } | { readonly failure: unknown };

export async function settle<T>(task: () => Promise<T>): Promise<Ended<T>> {
  try {
    return { value: stored(await task()) };
  } catch (failure) {
    return { failure };
  }
}

/** The engine's word for a log that does not fit the code: its text, as there is no class to tell it by. */
export const isMisfit = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith("Bad replay");
