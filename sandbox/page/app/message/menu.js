import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useTexts } from "../base/texts.js";
import { MenuItem, Popover } from "../ui/popover.js";
import { picture, quickFor } from "./reactions.js";
import { canDelete, canEdit } from "./rules.js";

/**
 * What can be done with a message: react, answer, copy, change, delete.
 * @param {{record: object, opener: object, acts: object, newest: boolean}} props `acts`: what the phone does, one function for each
 */
export function MessageMenu({ record, opener, acts, newest }) {
  const t = useTexts();
  const id = record.message.message_id;
  const words = record.message.text ?? record.message.caption;
  const chosen = record.reactions.person[0]?.emoji;
  return html`<${Popover}
    label=${t("message-menu")}
    triggerLabel=${t("message-menu")}
    triggerClass="icon-button message-more"
    trigger=${html`<${Icon} name="more" size="18" />`}
    opener=${opener}
    stop=${newest}
    class="message-menu"
  >
    ${(close) => {
      const then = (act) => () => {
        close();
        act();
      };
      return html`<div class="quick-reactions" role="group" aria-label=${t("react")}>
          ${quickFor(record).map(
            (emoji) =>
              html`<button
                type="button"
                role="menuitemradio"
                aria-checked=${emoji === chosen ? "true" : "false"}
                tabindex="-1"
                aria-label=${t("react-with", { emoji })}
                onClick=${then(() => acts.react(id, emoji === chosen ? undefined : emoji))}
              >
                ${picture(emoji)}
              </button>`,
          )}
        </div>
        <${MenuItem} icon=${html`<${Icon} name="reply" />`} onSelect=${then(() => acts.reply(record))}
          >${t("reply")}<//
        >
        ${
          words &&
          html`<${MenuItem}
            icon=${html`<${Icon} name="copy" />`}
            onSelect=${then(() => void navigator.clipboard?.writeText(words))}
            >${t("copy")}<//
          >`
        }
        ${canEdit(record) && html`<${MenuItem} icon=${html`<${Icon} name="edit" />`} onSelect=${then(() => acts.edit(record))}>${t("edit")}<//>`}
        ${
          canDelete(record) &&
          html`<${MenuItem}
            danger
            icon=${html`<${Icon} name="trash" />`}
            onSelect=${then(() => acts.remove(id))}
            >${t("delete")}<//
          >`
        }`;
    }}
  <//>`;
}
