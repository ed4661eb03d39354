import type { LegalDocument } from "../../core/catalog/legal.ts";
import type { Locale } from "../../core/platform/locale.ts";
import { document, html, type Html } from "./html.ts";
import { speaker } from "./speaker.ts";

/** What a page without an order tells; each says what can be done next. */
export type Message =
  | "paid"
  | "held"
  | "released"
  | "refunded"
  | "checking"
  | "failed"
  | "cancelled"
  | "not-found"
  | "unavailable"
  | "too-often"
  | "bad-request"
  | "broken";

/** A page that says one thing. `link`: where its button leads, and what the button says; `more`: stands below it. */
export function messagePage(
  locale: Locale,
  message: Message,
  link?: { readonly to: string; readonly label: "check-again" | "try-again" },
  more?: Html,
): string {
  const t = speaker(locale);
  const title = t(`pay-${message}`);
  return document(
    locale,
    title,
    html`<h1>${title}</h1>
      <p role="status">${t(`pay-${message}-next`)}</p>
      ${link && html`<p><a class="button" href="${link.to}">${link.label === "check-again" ? t("pay-check-again") : t("pay-try-again")}</a></p>`}
      ${more}`,
  );
}

/** A legal text, as it was published. */
export const legalPage = (locale: Locale, { title, body }: LegalDocument, back: string): string =>
  document(
    locale,
    title,
    html`<h1>${title}</h1>
      <div class="text">${body}</div>
      <p><a href="${back}">${speaker(locale)("pay-try-again")}</a></p>`,
  );
