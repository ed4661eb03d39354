/** "Pressing" on WhatsApp: a native choice, an option of a poll, else the number of a line, typed as people do. */
import { impossible } from "../../telegram/errors.ts";
import type { Hub } from "../../whatsapp/hub.ts";
import { choose, liveMessage, vote, write } from "../../whatsapp/people.ts";
import type { HubChat, HubMessage } from "../../whatsapp/records.ts";
import type { Pressed } from "../api.ts";
import type { ActInput } from "../inputs.ts";

interface Option {
  label: string;
  /** The message that it was taken by: the poll itself, where no message is sent. */
  take(newest: boolean): HubMessage;
}

/** A line like `2. Add a pet`, whatever marks stand around it. */
const LINE = /^[\s*_~]*(\d{1,3})[.)][\s*_~]*(.+?)[\s*_~]*$/;

function lines(hub: Hub, chat: HubChat, message: HubMessage): Option[] {
  return message.content.text.split("\n").flatMap((line) => {
    const [, digit = "", label = ""] = LINE.exec(line) ?? [];
    if (digit === "") return [];
    // In an older message a bare number would mean a line of the newest one.
    const take = (newest: boolean) =>
      write(hub, chat, { kind: "text", text: digit }, newest ? {} : { replyTo: message.number });
    return [{ label, take }];
  });
}

function optionsOf(hub: Hub, chat: HubChat, message: HubMessage): Option[] {
  const native = (message.choices ?? []).map(({ label, data }) => ({
    label,
    take: () => choose(hub, chat, message, data),
  }));
  const { content } = message;
  const votes =
    content.kind === "poll"
      ? content.options.map((label, index) => ({
          label,
          take: () => vote(hub, chat, message.number, [index]),
        }))
      : [];
  return [...native, ...votes, ...lines(hub, chat, message)];
}

function pick(options: Option[], label: string, exact: boolean): Option | undefined {
  if (exact) return options.find((option) => option.label === label);
  const close = options.filter((option) => option.label.includes(label));
  return close.length === 1 ? close[0] : undefined;
}

/** Takes what is meant: of the newest message that offers it; by its whole label, then by a part that one alone has. */
export function pressOn(hub: Hub, chat: HubChat, { label, message, data }: ActInput<"press">): Pressed {
  const candidates =
    message === undefined
      ? [...chat.messages.values()]
          .filter(({ by, revoked, withheld }) => by === "bot" && !revoked && withheld !== true)
          .toReversed()
      : [liveMessage(chat, message)];
  const offers = candidates
    .map((each) => ({ options: optionsOf(hub, chat, each) }))
    .filter(({ options }) => options.length > 0);
  if (data !== undefined) {
    const of = candidates.find((each) => each.choices?.some((choice) => choice.data === data));
    if (of) return { type: "message", message: choose(hub, chat, of, data).number };
  }
  for (const [position, { options }] of offers.entries())
    for (const exact of [true, false]) {
      const option = label === undefined ? undefined : pick(options, label, exact);
      if (option) return { type: "message", message: option.take(position === 0).number };
    }
  const there = offers.slice(0, 3).flatMap(({ options }) => options.map((option) => `"${option.label}"`));
  return impossible(
    `There is nothing to choose called "${label ?? data ?? ""}"; there are: ${there.join(", ") || "none"}`,
  );
}
