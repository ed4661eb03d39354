import { useRef } from "preact/hooks";
import { classes, html } from "./base/html.js";
import { preferences } from "./base/preferences.js";
import { useStore } from "./base/store.js";
import { useTexts } from "./base/texts.js";
import { openBot, phoneOf, ROLES } from "./data/phones.js";
import { world } from "./data/world.js";
import { botLinks, panel } from "./panel/links.js";
import { Panel } from "./panel/panel.js";
import { Part } from "./phone/part.js";
import { Bar } from "./top/bar.js";
import { Guide } from "./top/guide.js";
import { Problem } from "./ui/problem.js";
import { Viewer } from "./ui/viewer.js";

botLinks.open = openBot;

function Tabs({ tab, phones }) {
  const t = useTexts();
  const list = useRef(null);
  const tabs = [...ROLES, "payer"];
  function move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    preferences.set({ tab: next });
    list.current.querySelector(`#tab-${next}`)?.focus();
  }
  return html`<div class="tabs" role="tablist" aria-label=${t("parts")} ref=${list} onKeyDown=${move}>
    ${tabs.map((each) => {
      const apps = phones.find(({ role }) => role === each)?.apps ?? [];
      const count = apps.reduce((sum, { unread }) => sum + unread, 0);
      return html`<button
        type="button"
        role="tab"
        id=${`tab-${each}`}
        class=${each}
        aria-selected=${each === tab ? "true" : "false"}
        aria-controls=${`part-${each}`}
        tabindex=${each === tab ? 0 : -1}
        onClick=${() => preferences.set({ tab: each })}
      >
        ${t(`who-${each}`)}${count > 0 && html`<span class="badge" aria-label=${t("unread-count", { count })}>${count}</span>`}
      </button>`;
    })}
  </div>`;
}

export function App() {
  const t = useTexts();
  const { ready, online } = useStore(world);
  const { tab } = useStore(preferences);
  const { url } = useStore(panel);
  const phones = ROLES.map(phoneOf);
  return html`<div class=${classes("page", url && "paying")}>
    <${Bar} phones=${phones} online=${online || !ready} />
    <${Guide} owner=${phones[0]} vet=${phones[1]} />
    <${Tabs} tab=${tab} phones=${phones} />
    <main class="stage">
      ${phones.map((phone) => html`<${Part} key=${phone.role} phone=${phone} tab=${tab} />`)}
      <div class=${classes("part payer", tab === "payer" && "chosen")} id="part-payer">
        <div class="caption"><h2>${t("payer")}</h2></div>
        <${Panel} />
      </div>
    </main>
    <${Problem} />
    <${Viewer} />
  </div>`;
}
