import type { Standing } from "../../core/messaging/standing.ts";
import type { Incoming } from "../incoming.ts";
import { entryLabelled } from "../labels.ts";
import { plainOf, type Plain } from "../plain.ts";
import { codeInWords } from "./messengers.ts";
import type { OwnerRegistry } from "./registry.ts";

/** What an owner says to the chat they write to: neither a label of the menu nor a code of their other messenger. */
export function ownersPlain(incoming: Incoming, { menu }: OwnerRegistry): Plain | undefined {
  const plain = plainOf(incoming);
  const text = plain?.words.text;
  return text === undefined || entryLabelled(menu, text) || codeInWords(text.trim()) ? undefined : plain;
}

/** As in `handleOwner`: the chat of the quoted message; else the selected one, where no question is open. */
export const ownersDestination = ({ settled, quoted, inDialog, selected }: Standing): string | null =>
  settled ? (quoted ?? (inDialog ? null : selected)) : null;
