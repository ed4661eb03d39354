import { createHash } from "node:crypto";
import type { Locale } from "../../core/platform/locale.ts";

/** Markup that is safe to send: made by `html` alone. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = Html | string | number | readonly Html[] | undefined;

/** Markup with values, which appear as they are: whatever is not itself markup is escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(parts.map((part, index) => part + markup(values[index])).join(""));
}

function markup(value: Value): string {
  if (value === undefined) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return String(value).replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function document(locale: Locale, title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`.text;
}

const style = `
:root { color-scheme: light dark; --text: #1b2a26; --soft: #4c5f59; --back: #eef4f1; --card: #ffffff; --line: #71857d; --go: #0b6b50; --on-go: #ffffff; --bad: #a3211a; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8f1ed; --soft: #a9bcb5; --back: #101614; --card: #1a2320; --line: #7f948c; --go: #5fd3ac; --on-go: #06281d; --bad: #ff9d94; }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 0.75rem; font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--text); background: var(--back); }
main { max-width: 28rem; margin: 0 auto; padding: 1.25rem; background: var(--card); border-radius: 1rem; overflow-wrap: anywhere; }
h1 { margin: 0 0 0.25rem; font-size: 1.35rem; line-height: 1.25; }
h2 { margin: 0; font-size: 1.1rem; line-height: 1.25; }
section, details { margin: 1.25rem 0 0; padding-top: 1.25rem; border-top: 1px solid var(--line); }
summary { min-height: 3rem; padding: 0.75rem 0; font-weight: 600; cursor: pointer; }
p { margin: 0.5rem 0; }
.soft { color: var(--soft); }
dl { display: grid; grid-template-columns: 1fr auto; gap: 0.25rem 1rem; margin: 1rem 0; }
dt { color: var(--soft); }
dd { margin: 0; text-align: right; white-space: nowrap; }
.total { font-size: 1.25rem; font-weight: 700; color: var(--text); }
dl.long { display: block; }
.long dd { margin-bottom: 0.5rem; text-align: left; white-space: normal; }
label { display: block; margin: 1rem 0 0.25rem; font-weight: 600; }
fieldset { min-width: 0; margin: 1.25rem 0 0; padding: 0; border: 0; }
legend { padding: 0; font-weight: 600; }
.way { display: flex; gap: 0.75rem; margin: 0.5rem 0 0; padding: 0.75rem; border: 1px solid var(--line); border-radius: 0.75rem; font-weight: 400; }
.way b, .way .soft { display: block; }
.way input { flex: none; width: 1.25rem; height: 1.25rem; margin: 0.125rem 0 0; accent-color: var(--go); }
.closed { display: block; border-style: dashed; }
.row { display: grid; gap: 0.5rem; }
select, input[type="email"], input[type="url"] { width: 100%; min-height: 3rem; padding: 0.5rem 0.75rem; font: inherit; color: var(--text); background: transparent; border: 1px solid var(--line); border-radius: 0.5rem; }
.wrong { color: var(--bad); font-weight: 600; }
ul { margin: 0.25rem 0 1rem; padding-left: 1.25rem; }
a { color: var(--go); }
button, .button { display: block; width: 100%; min-height: 3.25rem; padding: 0.75rem; font: inherit; font-weight: 700; text-align: center; text-decoration: none; color: var(--on-go); background: var(--go); border: 0; border-radius: 0.75rem; cursor: pointer; }
.second { color: var(--go); background: transparent; border: 1px solid var(--go); }
select + .second { margin-top: 0.5rem; }
:focus-visible { outline: 3px solid var(--text); outline-offset: 2px; }
.text { white-space: pre-wrap; }
`;

/** One piece: not a blank may come between the tags and what is hashed. */
const styleElement = new Html(`<style>${style}</style>`);

/** For the content security policy: this style and no other. */
export const styleHash = `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
