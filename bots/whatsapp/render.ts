import type { Choice } from "../../core/messaging/choices.ts";
import type { Words } from "../../core/messaging/content.ts";
import type { Asks, Keyboard, Menu } from "../../core/messaging/operation.ts";
import { render, t, type Locale } from "../texts.ts";
import { marked } from "./format.ts";
import { keyed, listed } from "./menus.ts";

/** What stands round a content: whose it is above, what can be chosen below. */
export interface Dress {
  readonly header?: string | undefined;
  readonly menu?: Menu | undefined;
  readonly keyboard?: Keyboard | undefined;
  readonly asks?: Asks | undefined;
}

/** A message as WhatsApp is given it: its words, and what can be chosen under them. */
export interface Page {
  readonly text: string;
  /** The same without the numbered lines: where WhatsApp shows buttons. */
  readonly bare: string;
  readonly choices: readonly Choice[];
}

/** Puts words under their header and over what can be chosen. */
export function page(locale: Locale, words: Words, { header, menu, keyboard, asks }: Dress): Page {
  const below = menu
    ? listed(locale, menu, asks)
    : keyboard
      ? keyed(locale, keyboard, asks)
      : { notes: [], lines: [], choices: [] };
  const body = marked(words);
  const said = [header && `*${header}*`, body].filter(Boolean).join("\n");
  const bare = [said, below.notes.join("\n")].filter(Boolean).join("\n\n");
  // Where the menu itself is shown, nothing else says how to choose from it.
  const how =
    !menu && keyboard && !asks && below.choices.length > 0 ? [render(locale, t("whatsapp-by-number"))] : [];
  const text = [bare, [...below.lines, ...how].join("\n")].filter(Boolean).join("\n\n");
  return { text, bare, choices: below.choices };
}
