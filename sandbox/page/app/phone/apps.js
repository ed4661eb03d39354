import { html } from "../base/html.js";
import { useTexts } from "../base/texts.js";
import { openApp } from "../data/phones.js";

/** Which messenger of a phone is open. @param {{role: string, apps: {name: string, unread: number}[], open: string}} props */
export function Apps({ role, apps, open }) {
  const t = useTexts();
  return html`<div class="segmented apps" role="group" aria-label=${t("apps")}>
    ${apps.map(
      ({ name, unread }) =>
        html`<button
          key=${name}
          type="button"
          class=${name}
          aria-pressed=${name === open ? "true" : "false"}
          onClick=${() => openApp(role, name)}
        >
          ${t(`app-${name}`)}
          ${
            unread > 0 &&
            name !== open &&
            html`<span class="badge" aria-label=${t("unread-count", { count: unread })}>${unread}</span>`
          }
        </button>`,
    )}
  </div>`;
}
