import type { Choice } from "../../core/messaging/choices.ts";
import type { Asks, Button, Keyboard, Menu } from "../../core/messaging/operation.ts";
import { render, t, type Locale } from "../texts.ts";

/** What goes below a message's words: one line for each thing that can be chosen, and what its number does. */
export interface Listed {
  /** What is only read: addresses to open, the place in a list. */
  readonly notes: readonly string[];
  readonly lines: readonly string[];
  readonly choices: readonly Choice[];
}

/** 0 leads back wherever there is a way back; everything else counts from 1. */
const BACK = 0;

/** Buttons as numbered lines. Of a question that is answered in words, skipping is a word: a number may be an answer. */
export function listed(locale: Locale, menu: Menu, asks: Asks | undefined): Listed {
  const say = (id: string, args?: Record<string, string>) => render(locale, t(id, args));
  const buttons = menu.flat();
  const notes: string[] = [];
  const lines: string[] = [];
  const choices: Choice[] = [];
  let next = 1;
  const offer = (label: string, data: string) => {
    choices.push({ number: next, label, does: { data } });
    lines.push(`${next}. ${label}`);
    next += 1;
  };
  for (const button of ordered(buttons)) {
    if ("url" in button) {
      notes.push(`${button.label}: ${button.url}`);
      continue;
    }
    const { label, data, role = "option" } = button;
    switch (role) {
      case "option":
      case "all":
        offer(label, data);
        break;
      case "next":
        offer(say("whatsapp-next"), data);
        break;
      case "previous":
        offer(say("whatsapp-previous"), data);
        break;
      case "position":
        notes.push(`(${label})`);
        break;
      case "skip":
        if (asks !== "words") offer(label, data);
        else {
          choices.push({ number: null, label, does: { data } });
          lines.push(say("whatsapp-by-word", { label }));
        }
        break;
      case "back":
        choices.push({ number: BACK, label, does: { data } });
        lines.push(`${BACK}. ${label}`);
        break;
    }
  }
  return { notes, lines, choices };
}

const RANK: Readonly<Record<string, number>> = {
  option: 0,
  all: 1,
  position: 2,
  next: 3,
  previous: 4,
  skip: 5,
  back: 6,
};

const rank = (button: Button): number => ("url" in button ? -1 : (RANK[button.role ?? "option"] ?? 0));

/** What is offered in its order, then the ways on, out and back. */
const ordered = (buttons: readonly Button[]): Button[] =>
  buttons.toSorted((one, other) => rank(one) - rank(other));

/** A keyboard as numbered lines: a key is as good as its words; a share button offers the person's own number. */
export function keyed(locale: Locale, keyboard: Keyboard, asks: Asks | undefined): Listed {
  if (keyboard === "remove") return { notes: [], lines: [], choices: [] };
  const say = (id: string, args?: Record<string, string>) => render(locale, t(id, args));
  if (keyboard.quiet) return { notes: [], lines: [say("whatsapp-menu-by-word")], choices: [] };
  const lines: string[] = [];
  const choices: Choice[] = [];
  for (const { label, request, role } of keyboard.rows.flat()) {
    if (request === "location") {
      lines.push(say("whatsapp-send-location"));
      continue;
    }
    const does = request === "contact" ? ({ shares: "contact" } as const) : { says: label };
    const byWord = asks === "words" && role === "skip";
    const number = byWord ? null : role === "back" ? BACK : choices.length + 1;
    choices.push({ number, label, does });
    lines.push(byWord ? say("whatsapp-by-word", { label }) : `${number}. ${label}`);
  }
  return { notes: [], lines, choices };
}
