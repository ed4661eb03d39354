import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useStore } from "../base/store.js";
import { useTexts } from "../base/texts.js";
import { closePanel, panel } from "./links.js";

/** The payer's browser: our payment page and the gateway behind it. */
export function Panel() {
  const t = useTexts();
  const { url, visit } = useStore(panel);
  if (!url)
    return html`<section class="panel payer empty" aria-label=${t("payer")}>
      <${Icon} name="card" size="32" />
      <p>${t("panel-empty")}</p>
    </section>`;
  const { host, pathname } = new URL(url);
  return html`<section class="panel payer" aria-label=${t("payer")}>
    <header>
      <button
        type="button"
        class="icon-button"
        aria-label=${t("panel-again")}
        title=${t("panel-again")}
        onClick=${() => panel.set({ visit: visit + 1 })}
      >
        <${Icon} name="reset" />
      </button>
      <span class="address" title=${url}
        ><b>${host}</b>${pathname.length > 1 ? `${pathname.slice(0, 6)}…` : ""}</span
      >
      <a
        class="icon-button"
        href=${url}
        target="_blank"
        rel="noopener"
        aria-label=${t("panel-own-tab")}
        title=${t("panel-own-tab")}
        ><${Icon} name="link"
      /></a>
      <button
        type="button"
        class="icon-button"
        aria-label=${t("close")}
        title=${t("close")}
        onClick=${closePanel}
      >
        <${Icon} name="close" />
      </button>
    </header>
    <iframe key=${visit} src=${url} title=${t("payer")}></iframe>
  </section>`;
}
