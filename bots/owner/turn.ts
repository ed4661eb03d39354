import type { Channel } from "../../prisma/generated/enums.ts";
import type { Keyboard, Menu, Target } from "../../core/messaging/operation.ts";
import type { Core } from "../../core/platform/core.ts";
import type { Incoming } from "../incoming.ts";
import type { Locale, Text } from "../texts.ts";

/** What a flow's effects and reads are given: the use cases' context and whose dialog it is. */
export interface OwnerCore {
  readonly core: Core;
  /** Id of the person. */
  readonly person: string;
  readonly channel: Channel;
  /** External id of the message that is being taken, or whose button was pressed: proof of a consent. */
  readonly messageId?: string;
  /** Says that the person is another one from here on: once this turn's answer is given, it goes on as theirs. */
  readonly arrive?: (arrival: Arrival) => void;
}

/** Somebody has come over from their other messenger. */
export interface Arrival {
  /** Who they are now. */
  readonly person: string;
  /** Data of the button to be pressed for them. */
  readonly opens: string | null;
  /** The dialog of who they were, to be begun anew. */
  readonly unfinished?: unknown;
}

export interface SayOptions {
  readonly menu?: Menu;
  readonly keyboard?: Keyboard;
  readonly replyTo?: Target;
}

/** One turn of an owner, as handlers of commands, menu labels and buttons see it. */
export interface OwnerTurn extends OwnerCore {
  readonly locale: Locale;
  /** IANA zone; the clinic's until the person told theirs. */
  readonly zone: string;
  readonly incoming: Incoming;
  /** Queues a message in the person's own lane. */
  say(text: Text, options?: SayOptions): Promise<void>;
  /** Replaces the text and buttons of the message whose button was pressed, where the messenger can; else says it. */
  replace(text: Text, options?: SayOptions): Promise<void>;
  /** Leaves the open dialog, if any, and starts a flow (bots/owner/flows/index.ts). */
  enter(flow: string, ...args: string[]): Promise<void>;
  leave(): Promise<void>;
  /** Whether a dialog waits for an answer. */
  readonly inDialog: boolean;
}

/**
 * A button outside a dialog. Its data is `<name>:<arg>:<arg>` (at most 64 bytes), made by `actionData`. It may be
 * pressed twice, late, or on another device: it looks at the state as it is now and says so when it no longer fits.
 */
export type Action = (turn: OwnerTurn, ...args: string[]) => Promise<void>;
export type Actions = Readonly<Record<string, Action>>;

export const actionData = (name: string, ...args: string[]): string => [name, ...args].join(":");

/** An entry of the menu below the chat: its exact label, in any language, runs it from anywhere. */
export interface MenuItem {
  readonly label: Text;
  /** Within reach whatever has to be answered first (a new version of the terms). */
  readonly ungated?: true;
  run(turn: OwnerTurn): Promise<void>;
}
