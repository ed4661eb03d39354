import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useTexts } from "../base/texts.js";

/** What a button does beyond sending a word, told by a sign in its corner. */
function sign(button) {
  if (button.url || button.web_app) return "link";
  if (button.copy_text) return "copy";
  if (button.pay) return "card";
  return undefined;
}

/** The buttons under a message. @param {{rows: object[][], busy?: string, onPress: (button: object) => void}} props */
export function InlineKeyboard({ rows, busy, onPress }) {
  const t = useTexts();
  return html`<div class="inline-keyboard" role="group" aria-label=${t("buttons")}>
    ${rows.map(
      (row) =>
        html`<div class="row">
          ${row.map((button) => {
            const mark = sign(button);
            return html`<button
              type="button"
              class=${button.style ? `styled ${button.style}` : ""}
              aria-busy=${busy !== undefined && busy === button.callback_data ? "true" : undefined}
              onClick=${() => onPress(button)}
            >
              <span>${button.text}</span>
              ${mark && html`<i class="sign"><${Icon} name=${mark} size="13" /></i>`}
              ${mark === "link" && html`<span class="unseen">${t("opens-link")}</span>`}
            </button>`;
          })}
        </div>`,
    )}
  </div>`;
}
