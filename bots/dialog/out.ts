import type { ButtonRole, Menu } from "../../core/messaging/operation.ts";

export interface Button {
  readonly role: ButtonRole;
  /** In the person's language. Typed instead of pressed, it does the same. */
  readonly label: string;
  /** Comes back as `value` of a pick; see `token.ts` for the way into callback data. */
  readonly value: string;
  /** Options only: typed instead of pressed, it does the same. Counts over all pages from 1. */
  readonly number?: number;
}

/** One message to show, in no messenger's words. Plain JSON: it may be queued. */
export interface Out {
  /** Shown as it is: no markup is interpreted. */
  readonly text: string;
  /** Token of the question the buttons belong to; absent when nothing is asked. */
  readonly of?: string;
  /** Buttons in rows: options first, then arrows, then skip and back. */
  readonly rows?: readonly (readonly Button[])[];
  /** The question may be answered in words of one's own, besides the buttons. */
  readonly words?: true;
  /** The messenger's own "share" button. Where it takes the place of other buttons, show their labels as words to press. */
  readonly request?: { readonly kind: "contact" | "location"; readonly label: string };
  /** A share button was up and has served: put the usual keyboard back where the channel can. */
  readonly restore?: true;
  /** Buttons that belong to no question: addresses, and actions outside dialogs. */
  readonly menu?: Menu;
  /** Id of a stored file to show with the text. */
  readonly photo?: string;
  /** What `show` returned for the message that this one replaces, where the channel can edit; else it is sent anew. */
  readonly edits?: string;
}
