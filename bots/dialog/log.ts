import { z } from "zod";
import type { Input } from "./input.ts";

/**
 * What a dialog has been through: its steps in their order, each with what the person said or what came of it, and the
 * step that waits for an answer. Every engine reads and writes this one form, so that a dialog begun in one messenger
 * goes on in another.
 */
export interface Log {
  readonly past: readonly Past[];
  readonly waits: string;
}

/** `input`: a question was answered; otherwise something was shown or done. */
export type Past = { readonly step: string } & ({ readonly input: Input } | { readonly value?: unknown });

export const logSchema: z.ZodType<Log> = z.object({
  past: z.array(
    z.union([
      z.object({ step: z.string(), input: z.custom<Input>((kept) => typeof kept === "object") }),
      z.object({ step: z.string(), value: z.unknown().optional() }),
    ]),
  ),
  waits: z.string(),
});
