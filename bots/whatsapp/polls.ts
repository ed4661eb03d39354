import type { Choice } from "../../core/messaging/choices.ts";
import { cut } from "./cut.ts";

/** UTF-16 units of an option, as WhatsApp lets people write them. */
const OPTION = 100;

/**
 * The options of a poll that offers the same choices in the same order; undefined: there are too few for one, or more
 * than WhatsApp takes.
 *
 * @param most options that the driver can send
 */
export function pollOf(choices: readonly Choice[], most: number): string[] | undefined {
  if (choices.length < 2 || choices.length > most) return undefined;
  const seen = new Map<string, number>();
  return choices.map(({ label }) => {
    const option = cut(label, OPTION);
    const times = (seen.get(option) ?? 0) + 1;
    seen.set(option, times);
    // WhatsApp takes no two that read the same.
    return times === 1 ? option : `${cut(label, OPTION - 5)} (${times})`;
  });
}
