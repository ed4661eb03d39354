import { button, document, escape, field, say, sum } from "../kit/page.ts";
import type { Payment } from "./payment.ts";

/** Codes that the payment form names in an error, as Robokassa numbers them. */
export type ErrorCode = 23 | 26 | 29 | 31 | 33 | 40 | 64 | 65 | 500;

/** The form on which somebody pays or declines. No script: two buttons. */
export function paymentForm(payment: Payment): string {
  const { culture, invId, opKey, email, description, amount } = payment;
  const t = (id: string, args?: Record<string, string>) => escape(say(culture, id, args));
  return document(
    culture,
    t("robokassa-title"),
    `<p class="note">${t("robokassa-sandbox")}</p>
<h1>${escape(description)}</h1>
<p class="sum"><span>${t("robokassa-to-pay")}</span> <strong>${sum(amount, "RUB", culture)}</strong></p>
<p>${t("robokassa-invoice", { number: invId })}</p>
<form method="post" action="Pay.aspx">
<input type="hidden" name="InvId" value="${escape(invId)}"><input type="hidden" name="OpKey" value="${escape(opKey)}">
<fieldset><legend>${t("robokassa-card")}</legend>
${field(t("robokassa-card-number"), "2200 0000 0000 0004")}
<div class="pair">${field(t("robokassa-card-until"), "12/30")}${field(t("robokassa-card-code"), "123")}</div>
</fieldset>
${email === undefined ? "" : `<p>${t("robokassa-receipt-to", { email })}</p>`}
${button("pay", t("robokassa-pay"), "main")}
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
