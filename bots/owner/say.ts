import type { Operation } from "../../core/messaging/operation.ts";
import { queue } from "../../core/messaging/outbox.ts";
import { render, type Text } from "../texts.ts";
import type { OwnerTurn, SayOptions } from "./turn.ts";

type Speaker = Pick<OwnerTurn, "core" | "person" | "channel" | "locale">;

/** Queues a message of the bot's own in a person's lane. */
export async function say(
  { core, person, channel, locale }: Speaker,
  text: Text,
  options: SayOptions = {},
): Promise<void> {
  const content = { kind: "text", text: render(locale, text) } as const;
  const operation: Operation = { op: "send", content, ...options };
  await queue(core, { to: person, channel, operation });
}

/** Puts a text in the place of a message of ours, where the messenger can edit. */
export async function replace(
  { core, person, channel, locale }: Speaker,
  external: string,
  text: Text,
  { menu }: SayOptions = {},
): Promise<void> {
  const operation: Operation = {
    op: "edit",
    target: { external },
    words: { text: render(locale, text) },
    ...(menu && { menu }),
  };
  await queue(core, { to: person, channel, operation });
}
