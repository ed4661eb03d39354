import { button, document, escape, field, say, sum, type Language } from "./page.ts";

/** What the payer's form shows. */
export interface PaymentForm {
  /** As people know the gateway. */
  readonly gateway: string;
  readonly language: Language;
  readonly description: string;
  /** In minor units. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly email: string | undefined;
  /** The sum is held, not taken. */
  readonly hold: boolean;
  /** Number of the test card. */
  readonly card: string;
  /** Where the form is posted to, with `action`: `pay`, `decline` or `expire`. */
  readonly postTo: string;
}

/** The form on which somebody pays, declines or lets it expire. No script: three buttons. */
export function paymentForm(form: PaymentForm): string {
  const { language, gateway, email } = form;
  const t = (id: string, args?: Record<string, string>) => escape(say(language, id, args));
  return document(
    language,
    t("form-title", { gateway }),
    `<p class="note">${t("form-sandbox", { gateway })}</p>
<h1>${escape(form.description)}</h1>
<p class="sum"><span>${t("form-to-pay")}</span> <strong>${sum(form.amount, form.currency, language)}</strong></p>
${form.hold ? `<p>${t("form-held")}</p>` : ""}
<form method="post" action="${escape(form.postTo)}">
<fieldset><legend>${t("form-card")}</legend>
${field(t("form-card-number"), form.card)}
<div class="pair">${field(t("form-card-until"), "12/30")}${field(t("form-card-code"), "123")}</div>
</fieldset>
${email === undefined ? "" : `<p>${t("form-receipt-to", { email })}</p>`}
${button("pay", t(form.hold ? "form-hold" : "form-pay"), "main")}
${button("decline", t("form-decline"))}
${button("expire", t("form-expire"))}
</form>`,
  );
}

/** Why there is no form, and the way back where it is known. */
export function noForm(
  language: Language,
  why: "closed" | "broken" | "unknown",
  backTo: string | undefined,
): string {
  const t = (id: string) => escape(say(language, id));
  const [title, text] = {
    closed: [t("form-closed"), t("form-closed-why")],
    broken: [t("form-broken"), t("form-broken-why")],
    unknown: [t("form-unknown"), t("form-unknown-why")],
  }[why];
  const back = backTo === undefined ? "" : `<p><a href="${escape(backTo)}">${t("form-back")}</a></p>`;
  return document(language, title ?? "", `<h1>${title}</h1><p>${text}</p>${back}`);
}
