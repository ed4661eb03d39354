import type { Channel } from "../../prisma/generated/enums.ts";
import type { Choice } from "./choices.ts";
import type { Refusal } from "./notice.ts";
import type { Operation } from "./operation.ts";
import type { FileSource } from "./files.ts";

/** An operation whose turn has come, with everything a messenger needs to perform it. */
export interface Job {
  readonly id: string;
  readonly operation: Operation;
  /** External id of the recipient's chat. */
  readonly chat: string;
  /** The recipient's language and zone; null until known. */
  readonly locale: string | null;
  readonly timeZone: string | null;
  /** External id of the message replied to, edited, deleted or reacted to; null when it never got there. */
  readonly target: string | null;
  /** The beginning of the message replied to, where it stands in the reader's other messenger (quotation.ts). */
  readonly quoted?: string | undefined;
  /** The topic it belongs in; null: none is open, or the chat has no topics. */
  readonly topic: string | null;
  /** Bytes of a stored file. */
  file(id: string): Promise<{ bytes: Uint8Array; mime: string }>;
}

export type Outcome =
  /**
   * Message ids in order, or the id of the topic that was opened. `choices`: what the last of them offers, where
   * the messenger shows no buttons; or those that `offering` names, the one first for which a bare number stands.
   */
  | {
      readonly kind: "sent";
      readonly externalIds: readonly string[];
      readonly choices?: readonly Choice[];
      readonly offering?: readonly string[];
    }
  | { readonly kind: "refused"; readonly reason: Refusal }
  /** Not performed; may be tried after so many milliseconds. `chat`: nothing else may be sent there either. */
  | { readonly kind: "later"; readonly ms: number; readonly chat: boolean }
  /** The messenger lets us write to this person only after they have written again (window.ts). */
  | { readonly kind: "closed" }
  /** The request left and no answer came: it may have been performed. */
  | { readonly kind: "unknown" };

export type Fetched =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "refused"; readonly reason: "too_big" | "gone" }
  /** `asked` false: nobody could be asked for it now, so it says nothing about the file. */
  | { readonly kind: "later"; readonly ms: number; readonly asked?: false };

/** A messenger as the core sees it. No function throws for anything the network or the messenger does. */
export interface Messenger {
  readonly channel: Channel;
  /**
   * False while another process alone can do it (a number has one browser): what is for it is left to that one. Absent:
   * every process can.
   */
  readonly here?: () => boolean;
  perform(job: Job): Promise<Outcome>;
  /**
   * Invites a person to write, where they have to before we may. *sent*: they are invited; *refused*: it is not
   * possible. Absent: nothing of the kind is asked of us.
   */
  readonly reopen?: (reader: Pick<Job, "chat" | "locale">) => Promise<Outcome>;
  fetch(source: FileSource): Promise<Fetched>;
}

export type Messengers = Readonly<Partial<Record<Channel, Messenger>>>;

/** What this process can take from the queues now. */
export const channelsHere = (messengers: Messengers): Channel[] =>
  Object.values(messengers)
    .filter(({ here }) => here?.() ?? true)
    .map(({ channel }) => channel);
