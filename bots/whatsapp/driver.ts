import type { Content } from "../../core/messaging/content.ts";
import type { FileSource } from "../../core/messaging/files.ts";
import type { Fetched, Messenger, Outcome } from "../../core/messaging/messenger.ts";
import type { FileForm, Via } from "./kinds.ts";

/** One message to a person, in no driver's form. */
export interface Outgoing {
  readonly content:
    | { readonly kind: "text"; readonly text: string }
    | {
        readonly kind: "media";
        /** As the table of kinds has it for this driver (shape.ts). */
        readonly as: FileForm;
        readonly bytes: Uint8Array;
        readonly mime: string;
        /** Shown with documents. */
        readonly name: string;
        readonly caption?: string;
        /** Seconds. */
        readonly duration?: number;
      }
    | Extract<Content, { kind: "location" | "contact" }>
    /** One answer of several; only where the driver can. */
    | { readonly kind: "poll"; readonly question: string; readonly options: readonly string[] };
  /** WhatsApp's id of the message it quotes. */
  readonly quoted?: string;
  /** Native buttons under it; only where the driver can. It cuts labels to what WhatsApp takes. */
  readonly choices?: readonly { readonly data: string; readonly label: string }[];
  /** What the button says that opens the choices, where WhatsApp shows them behind one. */
  readonly menu?: string | undefined;
}

/**
 * A way to reach people on WhatsApp: whatsapp-web.js on a paired number, or the Cloud API. No function throws for
 * anything that the network or WhatsApp does; outcomes are those of every messenger (core/messaging/messenger.ts).
 */
export interface WhatsAppDriver {
  readonly via: Via;
  /** False while another process has the number (core/messaging/messenger.ts). */
  readonly here?: () => boolean;
  readonly can: {
    /** How long after sending a message can be edited, milliseconds; false: never. */
    readonly edit: number | false;
    readonly remove: boolean;
    readonly react: boolean;
    /** How many native choices one message may offer; 0: none, they are numbered in the text. */
    readonly choices: number;
    /** How many options a poll may have beside the numbers; 0: there are none. */
    readonly polls: number;
  };
  send(chat: string, message: Outgoing): Promise<Outcome>;
  edit(chat: string, id: string, text: string): Promise<Outcome>;
  /** Takes a message of ours back, for both sides. */
  remove(chat: string, id: string): Promise<Outcome>;
  react(chat: string, id: string, emoji: string | null): Promise<Outcome>;
  fetch(source: FileSource): Promise<Fetched>;
  /** Invites a person to write, where we may not before they do (core/messaging/messenger.ts). */
  readonly reopen?: NonNullable<Messenger["reopen"]>;
}
