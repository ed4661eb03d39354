import type { Log } from "../../core/platform/log.ts";
import { locales, render, t, type Text } from "../texts.ts";
import type { Locale } from "../../core/platform/locale.ts";
import type { Caller } from "./caller.ts";

interface Command {
  readonly command: string;
  readonly description: Text;
}

/** @param other what the owners' other messenger is called, where they have one: there are ways there and back */
const ownerCommands = (other: Text | undefined): Command[] => [
  { command: "menu", description: t("command-menu") },
  { command: "support", description: t("command-support") },
  ...(other
    ? [
        { command: "go", description: t("command-go", { messenger: other }) },
        { command: "link", description: t("command-link", { messenger: other }) },
      ]
    : []),
  { command: "help", description: t("command-help") },
  { command: "language", description: t("command-language") },
  { command: "cancel", description: t("command-cancel") },
];

const STAFF_COMMANDS: readonly Command[] = [
  { command: "start", description: t("staff-command-start") },
  { command: "queue", description: t("staff-command-queue") },
  { command: "answers", description: t("staff-command-answers") },
  { command: "help", description: t("staff-command-help") },
];

/** Beside those for all, in the chats of those who may. */
const CASHIER_COMMAND: Command = { command: "cashier", description: t("staff-command-cashier") };

/**
 * Tells Telegram each bot's commands and what it is for, in every language; the first is for whoever speaks another.
 * Set anew at each start: the same words change nothing, and a failure only means that the old ones stay.
 *
 * @param options.other what the owners' other messenger is called; undefined: they have none
 * @param options.cashiers chats of those with whom the staff's bot has a till to offer
 */
export async function introduce(
  callers: Readonly<Record<"owner" | "staff", Caller>>,
  {
    other,
    cashiers,
    log,
  }: { readonly other: Text | undefined; readonly cashiers: readonly string[]; readonly log: Log },
): Promise<void> {
  const listed = { owner: ownerCommands(other), staff: STAFF_COMMANDS };
  for (const bot of ["owner", "staff"] as const) {
    const about = t(bot === "owner" ? "bot-about" : "staff-bot-about");
    for (const locale of [undefined, ...locales]) {
      const language = locale ? { language_code: locale } : {};
      const description = render(locale ?? "en", about);
      const answers = [
        await callers[bot].call("setMyCommands", { commands: worded(listed[bot], locale), ...language }),
        await callers[bot].call("setMyDescription", { description, ...language }),
      ];
      if (answers.some(({ ok }) => ok !== true))
        log.warn(
          { channel: bot === "owner" ? "telegram" : "staff" },
          "Telegram did not take the bot's description",
        );
    }
  }
  for (const chat of cashiers) await offerTill(callers.staff, chat);
}

/** The till among the commands of one chat. A chat that Telegram does not know any more stays as it was. */
async function offerTill(staff: Caller, chat: string): Promise<void> {
  for (const locale of [undefined, ...locales])
    await staff.call("setMyCommands", {
      commands: worded([...STAFF_COMMANDS, CASHIER_COMMAND], locale),
      scope: { type: "chat", chat_id: Number(chat) },
      ...(locale && { language_code: locale }),
    });
}

const worded = (commands: readonly Command[], locale: Locale | undefined) =>
  commands.map(({ command, description }) => ({
    command,
    description: render(locale ?? "en", description),
  }));
