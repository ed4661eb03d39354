import { createStore } from "./store.js";

const KEY = "pawline.page";

/** What this browser remembers: looks, language, who holds which phone. */
const defaults = {
  /** @type {"light" | "dark" | null} null: as the system */
  theme: null,
  /** @type {"en" | "ru"} */
  locale: "en",
  guide: true,
  /** @type {"owner" | "vet" | "payer"} which part is shown where there is room for one */
  tab: "owner",
  /** @type {{owner?: number, vet?: number}} the person who holds the phone */
  holder: {},
  /** @type {{owner?: "telegram" | "whatsapp"}} the messenger that is open on a phone which has two */
  app: {},
  /** @type {Record<string, number>} the open topic by chat; 0: outside topics */
  topic: {},
};

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

export const preferences = createStore({ ...defaults, ...remembered() });

preferences.subscribe((value) => {
  if (value.theme) document.documentElement.dataset.theme = value.theme;
  else delete document.documentElement.dataset.theme;
  document.documentElement.lang = value.locale;
  try {
    localStorage.setItem(KEY, JSON.stringify(value));
  } catch {
    // Storage is off: this visit still works.
  }
});
