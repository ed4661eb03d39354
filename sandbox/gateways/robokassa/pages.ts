import { fileURLToPath } from "node:url";
import { loadTexts } from "../../../core/platform/fluent.ts";
import type { Payment } from "./payment.ts";

const say = loadTexts(fileURLToPath(new URL("..", import.meta.url)));

/** Codes that the payment form names in an error, as Robokassa numbers them. */
export type ErrorCode = 23 | 26 | 29 | 31 | 33 | 40 | 500;

const button = (name: string, label: string) =>
  `<button name="action" value="${name}" class="${name}">${label}</button>`;

const field = (label: string, value: string) => `<label>${label}<input value="${value}" readonly></label>`;

/** The form on which somebody pays or declines. No script: two buttons. */
export function paymentForm(payment: Payment): string {
  const { culture, invId, opKey, email, description, amount } = payment;
  const t = (id: string, args?: Record<string, string>) => escape(say(culture, id, args));
  return document(
    culture,
    t("robokassa-title"),
    `<p class="note">${t("robokassa-sandbox")}</p>
<h1>${escape(description)}</h1>
<p class="sum"><span>${t("robokassa-to-pay")}</span> <strong>${roubles(amount, culture)}</strong></p>
<p>${t("robokassa-invoice", { number: invId })}</p>
<form method="post" action="Pay.aspx">
<input type="hidden" name="InvId" value="${escape(invId)}"><input type="hidden" name="OpKey" value="${escape(opKey)}">
<fieldset><legend>${t("robokassa-card")}</legend>
${field(t("robokassa-card-number"), "2200 0000 0000 0004")}
<div class="pair">${field(t("robokassa-card-until"), "12/30")}${field(t("robokassa-card-code"), "123")}</div>
</fieldset>
${email === undefined ? "" : `<p>${t("robokassa-receipt-to", { email })}</p>`}
${button("pay", t("robokassa-pay"))}
${button("decline", t("robokassa-decline"))}
</form>`,
  );
}

export function errorPage(culture: "ru" | "en", code: ErrorCode): string {
  const t = (id: string, args?: Record<string, string>) => escape(say(culture, id, args));
  return document(
    culture,
    t("robokassa-error"),
    `<h1>${t("robokassa-error")}</h1>
<p>${t("robokassa-error-code", { code: String(code) })} ${t(`robokassa-error-${code}`)}</p>
<p>${t("robokassa-back")}</p>`,
  );
}

const roubles = (amount: number, culture: string): string =>
  escape(new Intl.NumberFormat(culture, { style: "currency", currency: "RUB" }).format(amount / 100));

export const escape = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

function document(lang: string, title: string, body: string): string {
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
.pay { color: var(--card); background: var(--go); }
.decline { color: var(--text); background: transparent; }
button:focus-visible { outline: 3px solid var(--text); outline-offset: 2px; }
`;
