/** The look of every simulated gateway's pages: no script, and fit for a small phone. */
import { fileURLToPath } from "node:url";
import { loadTexts } from "../../../core/platform/fluent.ts";

/** Texts of all simulated gateways. */
export const say = loadTexts(fileURLToPath(new URL("..", import.meta.url)));

export type Language = "ru" | "en";

/** A submit button of the page's form; `name` is sent as `action`. */
export const button = (name: string, label: string, kind: "main" | "other" = "other"): string =>
  `<button name="action" value="${name}" class="${kind} ${name}">${label}</button>`;

/** A field that shows what a payer would have typed. */
export const field = (label: string, value: string): string =>
  `<label>${label}<input value="${value}" readonly></label>`;

/** A sum in the page's language. `minor`: in minor units, of which IRR has none. */
export function sum(minor: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return escape(format.format(minor / 10 ** digits));
}

export const escape = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export function document(lang: Language, title: string, body: string): string {
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><style>${style}</style></head>
<body><main>${body}</main></body></html>`;
}

const style = `
:root { color-scheme: light dark; --text: #1c2430; --back: #eef1f5; --card: #fff; --line: #7a8596; --soft: #55606f; --go: #a3330a; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8ecf2; --back: #12161c; --card: #1d232c; --line: #8a95a6; --soft: #aab4c2; --go: #ff9a6b; }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 1rem; font: 1rem/1.45 system-ui, sans-serif; color: var(--text); background: var(--back); }
main { max-width: 26rem; margin: 0 auto; padding: 1.25rem; background: var(--card); border-radius: 0.75rem; }
h1 { margin: 0.5rem 0; font-size: 1.2rem; overflow-wrap: anywhere; }
.note { margin: 0; color: var(--soft); }
.sum strong { font-size: 1.6rem; white-space: nowrap; }
fieldset { margin: 0 0 1rem; padding: 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; }
label { display: block; margin-bottom: 0.5rem; color: var(--soft); }
input { display: block; width: 100%; padding: 0.5rem; font: inherit; color: var(--text); background: transparent; border: 1px solid var(--line); border-radius: 0.375rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; }
button { display: block; width: 100%; min-height: 3rem; margin-top: 0.75rem; font: inherit; font-weight: 600; border: 2px solid var(--go); border-radius: 0.5rem; cursor: pointer; }
.main { color: var(--card); background: var(--go); }
.other { color: var(--text); background: transparent; }
button:focus-visible { outline: 3px solid var(--text); outline-offset: 2px; }
`;
