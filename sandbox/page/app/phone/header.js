import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useTexts } from "../base/texts.js";
import { BotAvatar } from "../ui/avatar.js";
import { MenuItem, Popover } from "../ui/popover.js";

/** What the bot is doing, in words. */
function Typing({ action }) {
  const t = useTexts();
  const known = [
    "typing",
    "upload_photo",
    "record_voice",
    "upload_voice",
    "upload_document",
    "upload_video",
    "recording",
  ];
  return html`<span class="typing"
    >${t(known.includes(action) ? `action-${action}` : "action-typing")}<i></i><i></i><i></i
  ></span>`;
}

function ChatMenu({ chat, hasTopics, acts }) {
  const t = useTexts();
  return html`<${Popover}
    label=${t("chat-menu")}
    triggerLabel=${t("chat-menu")}
    trigger=${html`<${Icon} name="more" />`}
  >
    ${(close) => {
      const then = (name, input) => () => {
        close();
        void acts.run(name, input);
      };
      return html`${
          hasTopics &&
          html`<${MenuItem}
            icon=${html`<${Icon} name="hash" />`}
            checked=${chat.topicsOn}
            note=${t("topics-note")}
            onSelect=${then("topics", { on: !chat.topicsOn })}
            >${t("topics")}<//
          >`
        }
        <${MenuItem}
          icon=${html`<${Icon} name="block" />`}
          danger=${!chat.blocked}
          onSelect=${then("block", { blocked: !chat.blocked })}
          >${t(chat.blocked ? "unblock" : "block")}<//
        >`;
    }}
  <//>`;
}

export function Header({ bot, address, chat, topicName, action, hasTopics, acts, onBack }) {
  const t = useTexts();
  return html`<header class="chat-header">
    ${
      onBack &&
      html`<button type="button" class="icon-button back" aria-label=${t("all-topics")} onClick=${onBack}>
        <${Icon} name="back" />
      </button>`
    }
    <${BotAvatar} />
    <div class="who">
      <h3>${topicName ?? bot.first_name}</h3>
      <p>
        ${
          chat?.blocked
            ? t("is-blocked")
            : action
              ? html`<${Typing} action=${action} />`
              : topicName
                ? bot.first_name
                : address
        }
      </p>
    </div>
    ${chat && html`<${ChatMenu} chat=${chat} hasTopics=${hasTopics} acts=${acts} />`}
  </header>`;
}
