import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useTexts } from "../base/texts.js";

const SIGNS = { contact: "contact", location: "place" };

/** The buttons below the input field. */
export function ReplyKeyboard({ keyboard, onPress }) {
  const t = useTexts();
  return html`<div class="reply-keyboard scrolls" role="group" aria-label=${t("reply-keyboard")}>
    ${keyboard.rows.map(
      (row) =>
        html`<div class="row">
          ${row.map(
            (button) =>
              html`<button type="button" onClick=${() => onPress(button)}>
                ${SIGNS[button.asks] && html`<${Icon} name=${SIGNS[button.asks]} size="17" />`}<span
                  >${button.text}</span
                >
              </button>`,
          )}
        </div>`,
    )}
  </div>`;
}
