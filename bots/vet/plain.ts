import type { Standing } from "../../core/messaging/standing.ts";
import type { Incoming } from "../incoming.ts";
import { entryLabelled } from "../labels.ts";
import { plainOf, type Plain } from "../plain.ts";
import { menuItems } from "./menu.ts";

/** What a member of staff says in a case, and no label of the menu. */
export function staffsPlain(incoming: Incoming): Plain | undefined {
  const plain = plainOf(incoming);
  return plain && entryLabelled(menuItems, plain.words.text) ? undefined : plain;
}

/** As in `handleStaff`: the conversation of the topic, else of the quoted message, where nothing else was asked for. */
export const staffsDestination = ({ settled, member, topic, quoted, awaiting }: Standing): string | null =>
  settled && member && awaiting === null ? (topic ?? quoted) : null;
