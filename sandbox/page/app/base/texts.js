import { FluentBundle, FluentResource } from "@fluent/bundle";
import { preferences } from "./preferences.js";
import { useStore } from "./store.js";

/** @type {Record<string, FluentBundle>} */
const bundles = {};

/** Loads the page's own words; nothing is shown before. */
export async function loadTexts() {
  for (const locale of ["en", "ru"]) {
    const response = await fetch(`/page/texts/${locale}.ftl`);
    const bundle = new FluentBundle(locale, { useIsolating: false });
    bundle.addResource(new FluentResource(await response.text()));
    bundles[locale] = bundle;
  }
}

/** Words by their key, in the language of the page. */
export function t(id, args) {
  const bundle = bundles[preferences.get().locale] ?? bundles.en;
  const message = bundle.getMessage(id);
  if (message?.value) return bundle.formatPattern(message.value, args);
  console.error(`no text: ${id}`);
  return id;
}

/** As `t`, and renders the component again when the language changes. */
export function useTexts() {
  useStore(preferences);
  return t;
}
