import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { preferences } from "../base/preferences.js";
import { useStore } from "../base/store.js";
import { useTexts } from "../base/texts.js";
import { nextStep, STEPS } from "./steps.js";

/** Where one is on the way from the first button to an answered consultation. */
function Way({ at }) {
  const t = useTexts();
  return html`<ol class="way" aria-label=${t("guide-progress", { done: at, all: STEPS.length })}>
    ${STEPS.map(
      ({ id, who }, index) =>
        html`<li
          class=${`${who} ${index < at ? "done" : index === at ? "now" : ""}`}
          title=${t(`step-${id}`)}
        ></li>`,
    )}
  </ol>`;
}

/** What to do next. @param {{owner?: object, vet?: object}} props the chats of the two phones as they are */
export function Guide({ owner, vet }) {
  const t = useTexts();
  const { guide: open, tab } = useStore(preferences);
  const { at, step } = nextStep({ owner, vet });
  const who = step?.who ?? "owner";
  return html`<section class=${`guide ${who} ${open ? "" : "folded"}`} aria-label=${t("guide")}>
    <div class="inside">
      <div class="said" aria-live="polite">
        <span class="who">${step ? t(`who-${who}`) : html`<${Icon} name="check" size="18" />`}</span>
        <p>
          <strong>${t(step ? `step-${step.id}` : "step-all-done")}</strong>
          ${open && html` <span>${t(step ? `step-${step.id}-how` : "step-all-done-how")}</span>`}
        </p>
      </div>
      ${
        step &&
        who !== tab &&
        html`<button type="button" class="button plain show" onClick=${() => preferences.set({ tab: who })}>
          ${t("guide-show")}
        </button>`
      }
      <${Way} at=${at} />
      <button
        type="button"
        class="icon-button"
        aria-expanded=${open ? "true" : "false"}
        aria-label=${t(open ? "guide-fold" : "guide-unfold")}
        title=${t(open ? "guide-fold" : "guide-unfold")}
        onClick=${() => preferences.set({ guide: !open })}
      >
        <${Icon} name="chevron" />
      </button>
    </div>
  </section>`;
}
