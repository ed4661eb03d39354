import type { Content, Words } from "./content.ts";
import type { Notice } from "./notice.ts";

/** What a button is for, where that decides how a messenger without buttons shows it. */
export type ButtonRole = "option" | "previous" | "next" | "position" | "all" | "skip" | "back";

/** A button under a message: pressed, its data comes back; or it opens an address. */
export type Button =
  | { readonly label: string; readonly data: string; readonly role?: ButtonRole }
  | { readonly label: string; readonly url: string };

/** Rows of buttons under a message. */
export type Menu = readonly (readonly Button[])[];

/** A button that writes its label for the person, or shares their contact or place. */
export type Key = {
  readonly label: string;
  readonly request?: "contact" | "location";
  readonly role?: ButtonRole;
};

/**
 * The keyboard that stands below the chat until another replaces it; `remove` takes it away. `quiet`: it only comes to
 * stand there, nobody asked for it: where there are no keyboards it is not read out.
 */
export type Keyboard =
  | { readonly rows: readonly (readonly Key[])[]; readonly once?: boolean; readonly quiet?: boolean }
  | "remove";

/** A message that waits for an answer: one of its buttons, or words of the person's own as well. */
export type Asks = "choice" | "words";

/**
 * A message in the recipient's chat: by the messenger's own id, as the result of an earlier operation, or as the
 * copy of a message that was relayed. Found when the operation's turn comes; order in the lane makes that safe.
 */
export type Target =
  | { readonly external: string }
  | { readonly operation: string }
  | { readonly message: string; readonly part?: number };

/** Whose message this is and where it belongs, shown above it in the recipient's language. */
export interface Frame {
  readonly author: string;
  readonly conversation: string;
  readonly about:
    | { readonly kind: "consultation"; readonly number: number; readonly pet: string }
    | { readonly kind: "support" };
  /** It corrects a message that stands in the recipient's other messenger. */
  readonly edited?: true;
  /** The recipient has another chat selected: offer to switch. */
  readonly offerSwitch?: boolean;
}

/** Something to be done in a person's chat. Neutral of messenger and, in notices and frames, of language. */
export type Operation =
  | {
      readonly op: "send";
      readonly content: Content;
      readonly frame?: Frame;
      readonly menu?: Menu;
      readonly keyboard?: Keyboard;
      readonly asks?: Asks;
      readonly replyTo?: Target;
      /** Staff only: the conversation in whose topic it belongs. */
      readonly topic?: string;
    }
  | {
      readonly op: "edit";
      readonly target: Target;
      /** New text or caption; absent: only the menu changes. */
      readonly words?: Words;
      /** A new picture above the caption (a carousel's next card). */
      readonly photo?: string;
      readonly frame?: Frame;
      readonly menu?: Menu;
      readonly asks?: Asks;
      readonly topic?: string;
    }
  | { readonly op: "delete"; readonly target: Target }
  /** Our bot's reaction; null takes it away. */
  | {
      readonly op: "react";
      readonly target: Target;
      readonly emoji: string | null;
      readonly topic?: string;
      readonly frame?: Frame;
    }
  | {
      readonly op: "notice";
      readonly notice: Notice;
      readonly replyTo?: Target;
      readonly topic?: string;
      /** An earlier message that it takes the place of (the words and buttons are edited). */
      readonly replaces?: Target;
    }
  /** Keeps a message on top of a topic; without topics nothing is pinned. A nicety: where it fails it is let go. */
  | { readonly op: "pin"; readonly target: Target; readonly topic: string }
  | { readonly op: "openTopic"; readonly conversation: string; readonly name: string }
  | { readonly op: "renameTopic"; readonly conversation: string; readonly name: string };
