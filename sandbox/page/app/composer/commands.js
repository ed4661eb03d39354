import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useTexts } from "../base/texts.js";
import { MenuItem, Popover } from "../ui/popover.js";

/** The control API keeps commands by scope (as JSON) and language. */
const keysOf = (user, language) =>
  [{ type: "chat", chat_id: user }, { type: "all_private_chats" }, { type: "default" }].flatMap((scope) =>
    [language, ""].map((code) => `${JSON.stringify(scope)} ${code}`),
  );

/** The commands that Telegram would show to this person: the nearest scope that has any, in their language or in none. */
export function commandsOf(bot, person) {
  const key = keysOf(person.id, person.language_code ?? "").find((each) => bot.commands[each]?.length > 0);
  return key === undefined ? [] : bot.commands[key];
}

/** The bot's commands, each sent by choosing it. */
export function Commands({ commands, onChoose }) {
  const t = useTexts();
  return html`<${Popover}
    label=${t("commands")}
    triggerLabel=${t("commands")}
    trigger=${html`<${Icon} name="slash" />`}
  >
    ${(close) =>
      commands.map(
        ({ command, description }) =>
          html`<${MenuItem}
            key=${command}
            note=${description}
            onSelect=${() => {
              close();
              onChoose(`/${command}`);
            }}
            >/${command}<//
          >`,
      )}
  <//>`;
}
