import type { Keyboard } from "../../core/messaging/operation.ts";
import { queue } from "../../core/messaging/outbox.ts";
import { render, t, type Locale, type Text } from "../texts.ts";
import type { MenuItem, OwnerCore, OwnerTurn } from "./turn.ts";

/** An entry that opens a flow. */
const flow = (label: string, name: string): MenuItem => ({
  label: t(label),
  run: (turn: OwnerTurn) => turn.enter(name),
});

/** The keyboard's rows: what one comes for on top, help at the bottom. */
const rows: readonly (readonly MenuItem[])[] = [
  [flow("menu-buy", "catalog"), flow("menu-services", "services")],
  [flow("menu-chats", "chats"), flow("menu-pets", "pets")],
  [flow("menu-vets", "vets"), flow("menu-profile", "profile")],
  [flow("menu-useful", "useful"), { ...flow("menu-support", "support"), ungated: true }],
];

/** Entries of the menu below the chat. */
export const menu: readonly MenuItem[] = rows.flat();

/** The menu as it stands below the chat, in a language. */
export const menuKeyboard = (locale: Locale) =>
  ({
    rows: rows.map((row) => row.map(({ label }) => ({ label: render(locale, label) }))),
  }) satisfies Keyboard;

/** Says something and puts the menu below the chat: for flows, whose own messages carry no menu. */
export async function sayWithMenu(owner: OwnerCore, locale: Locale, text: Text): Promise<void> {
  const { core, person, channel } = owner;
  await queue(core, {
    to: person,
    channel,
    operation: {
      op: "send",
      content: { kind: "text", text: render(locale, text) },
      keyboard: { ...menuKeyboard(locale), quiet: true },
    },
  });
}
