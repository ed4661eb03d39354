import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useTexts } from "../base/texts.js";
import { MenuItem, Popover } from "../ui/popover.js";

/** More than this WhatsApp shows as a list behind one button. */
const BUTTONS = 3;

/** Where the label of the button is a sign itself, no other stands beside it. */
const isSign = (label) => !/[\p{L}\p{N}]/u.test(label);

const iconOf = (button) => (button.type === "url" ? "link" : "reply");

function List({ buttons, title, onPress }) {
  const t = useTexts();
  return html`<${Popover}
    label=${title}
    triggerClass="choice"
    trigger=${isSign(title) ? title : html`<${Icon} name="list" size="17" />${title}`}
    triggerLabel=${isSign(title) ? t("choices") : undefined}
    class="choice-list"
  >
    ${(close) =>
      buttons.map(
        (button) =>
          html`<${MenuItem}
            note=${button.description}
            onSelect=${() => {
              close();
              onPress(button);
            }}
            >${button.text}<//
          >`,
      )}
  <//>`;
}

/**
 * What a message of WhatsApp offers natively: buttons in the bubble, or a list that a button opens.
 * @param {{buttons: {type: string, text: string}[], menu?: string, onPress: (button: object) => void}} props `menu`: what
 *   the list's button says
 */
export function Choices({ buttons, menu, onPress }) {
  const t = useTexts();
  const listed = buttons.length > BUTTONS || menu !== undefined;
  return html`<div class="choices" role="group" aria-label=${t("buttons")}>
    ${
      listed
        ? html`<${List} buttons=${buttons} title=${menu ?? t("choices")} onPress=${onPress} />`
        : buttons.map(
            (button) =>
              html`<button type="button" class="choice" onClick=${() => onPress(button)}>
                <${Icon} name=${iconOf(button)} size="17" />${button.text}
              </button>`,
          )
    }
  </div>`;
}
