import type { Keyboard, Menu, Target } from "../../core/messaging/operation.ts";
import { queue } from "../../core/messaging/outbox.ts";
import type { Core } from "../../core/platform/core.ts";
import type { StaffMember } from "../../core/staff/members.ts";
import type { Incoming } from "../incoming.ts";
import { render, type Locale, type Text } from "../texts.ts";
import type { NoticeButton } from "../voice.ts";
import type { Visitor } from "./visitor.ts";

export type StaffMenu = readonly (readonly NoticeButton[])[];

export interface StaffSay {
  readonly menu?: StaffMenu;
  readonly keyboard?: Keyboard;
  readonly replyTo?: Target;
  /** The conversation in whose topic (and lane) it is said; else beside all of them. */
  readonly in?: string;
}

/** Whoever writes to the staff's bot, and a way to answer them. */
export interface VisitorTurn extends Visitor {
  readonly core: Core;
  readonly incoming: Incoming;
  say(text: Text, options?: StaffSay): Promise<void>;
  /** Replaces the text and buttons of the message whose button was pressed; else says it. */
  replace(text: Text, options?: StaffSay): Promise<void>;
}

/** One turn of a member of staff, as handlers of commands, menu labels and buttons see it. */
export interface StaffTurn extends VisitorTurn {
  readonly member: StaffMember;
}

/** A command or a button of the staff's bot; what it is given comes from outside and is not to be trusted. */
export type StaffAction = (turn: StaffTurn, ...args: string[]) => Promise<void>;

export const button = (label: Text, ...data: [string, ...string[]]): NoticeButton => ({
  label,
  data: data.join(":"),
});

export const menuOf = (locale: Locale, menu: StaffMenu): Menu =>
  menu.map((row) =>
    row.map((item) => {
      const label = render(locale, item.label);
      return "url" in item ? { label, url: item.url } : { label, data: item.data };
    }),
  );

export function turnOf(core: Core, visitor: Visitor, incoming: Incoming): VisitorTurn {
  const { person, locale } = visitor;
  const say = async (text: Text, options: StaffSay = {}): Promise<void> => {
    const { menu, keyboard, replyTo } = options;
    await queue(core, {
      to: person,
      channel: "staff",
      ...(options.in && { conversation: options.in }),
      operation: {
        op: "send",
        content: { kind: "text", text: render(locale, text) },
        ...(menu && { menu: menuOf(locale, menu) }),
        ...(keyboard && { keyboard }),
        ...(replyTo && { replyTo }),
        ...(options.in && { topic: options.in }),
      },
    });
  };
  const replace = async (text: Text, options: StaffSay = {}): Promise<void> => {
    if (incoming.kind !== "press" || !incoming.externalId) return say(text, options);
    const { menu } = options;
    await queue(core, {
      to: person,
      channel: "staff",
      ...(options.in && { conversation: options.in }),
      operation: {
        op: "edit",
        target: { external: incoming.externalId },
        words: { text: render(locale, text) },
        ...(menu && { menu: menuOf(locale, menu) }),
        ...(options.in && { topic: options.in }),
      },
    });
  };
  return { ...visitor, core, incoming, say, replace };
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Whether an argument of a button is an id: a stale or forged one must not reach the database. */
export const isId = (text: string | undefined): text is string => text !== undefined && UUID.test(text);
