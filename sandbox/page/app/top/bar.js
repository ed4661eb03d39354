import { useEffect, useState } from "preact/hooks";
import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { preferences } from "../base/preferences.js";
import { useStore } from "../base/store.js";
import { useTexts } from "../base/texts.js";
import { Clock } from "./clock.js";
import { Faults } from "./faults.js";
import { Reset } from "./reset.js";

const system = matchMedia("(prefers-color-scheme: dark)");

/** Whether the page is dark now, by choice or as the system is. */
function useDark(theme) {
  const [dark, setDark] = useState(system.matches);
  useEffect(() => {
    const follow = () => setDark(system.matches);
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, []);
  return theme ? theme === "dark" : dark;
}

/** The strip above the phones: clock, faults, reset, and the looks of the page. */
export function Bar({ phones, online }) {
  const t = useTexts();
  const { theme, locale } = useStore(preferences);
  const dark = useDark(theme);
  return html`<header class="bar">
    <h1 class="brand">
      <span class="mark"><${Icon} name="paw" size="22" /></span>Pawline
      <span class="tag">${t("sandbox")}</span>
    </h1>
    <span class="line-state" role="status"
      >${!online && html`<span class="offline">${t("offline")}</span>`}</span
    >
    <${Clock} />
    <${Faults} phones=${phones} />
    <${Reset} />
    <div class="segmented languages" role="group" aria-label=${t("page-language")}>
      ${["en", "ru"].map(
        (each) =>
          html`<button
            type="button"
            lang=${each}
            aria-pressed=${each === locale ? "true" : "false"}
            aria-label=${each === "en" ? "EN, English" : "RU, Русский"}
            onClick=${() => preferences.set({ locale: each })}
          >
            ${each.toUpperCase()}
          </button>`,
      )}
    </div>
    <button
      type="button"
      class="icon-button"
      aria-label=${t(dark ? "theme-light" : "theme-dark")}
      title=${t(dark ? "theme-light" : "theme-dark")}
      onClick=${() => preferences.set({ theme: dark ? "light" : "dark" })}
    >
      <${Icon} name=${dark ? "sun" : "moon"} />
    </button>
  </header>`;
}
