import { useState } from "preact/hooks";
import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useTexts } from "../base/texts.js";
import { resetAll } from "../data/api.js";
import { closePanel } from "../panel/links.js";
import { Dialog } from "../ui/dialog.js";
import { attempt } from "../ui/problem.js";

/** Begins anew, after asking. */
export function Reset() {
  const t = useTexts();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  async function reset() {
    setBusy(true);
    closePanel();
    await attempt(resetAll);
    setBusy(false);
    setAsking(false);
  }
  return html`<button type="button" class="button" aria-label=${t("reset")} onClick=${() => setAsking(true)}>
      <${Icon} name="reset" size="18" /><span class="wide">${t("reset")}</span>
    </button>
    ${
      asking &&
      html`<${Dialog}
        title=${t("reset-title")}
        onClose=${() => setAsking(false)}
        actions=${html`
          <button type="submit" class="button" autofocus>${t("cancel")}</button>
          <button type="button" class="button danger" disabled=${busy} onClick=${reset}>
            ${t("reset-do")}
          </button>
        `}
        ><p>${t("reset-words")}</p><//
      >`
    }`;
}
