import { fileURLToPath } from "node:url";
import { toString as draw } from "qrcode";
import type { PairsBy } from "../../core/messaging/whatsapp-pairing.ts";
import { loadTexts } from "../../core/platform/fluent.ts";
import type { Locale } from "../../core/platform/locale.ts";
import { document, Html, html } from "../pay/html.ts";

const say = loadTexts(fileURLToPath(new URL("..", import.meta.url)));

const speaker = (locale: Locale) => (id: string) => say(locale, id);

/** What a page without a code says; each tells what can be done. */
export type PairingMessage = "waits" | "paired" | "over" | "not-found" | "too-often" | "broken";

export function pairingMessage(locale: Locale, message: PairingMessage): string {
  const t = speaker(locale);
  const title = t(`pair-${message}`);
  return document(
    locale,
    title,
    html`<h1>${title}</h1>
      <p role="status">${t(`pair-${message}-next`)}</p>`,
  );
}

/** What pairs: the picture of the QR code, or the code in large letters. */
export async function pairingPage(locale: Locale, pairs: PairsBy): Promise<string> {
  const t = speaker(locale);
  const title = t(`pair-${pairs.kind}`);
  return document(
    locale,
    title,
    html`<h1>${title}</h1>
      <p>${t(`pair-${pairs.kind}-next`)}</p>
      ${pairs.kind === "qr" ? await picture(pairs.qr, t("pair-qr-picture")) : html`<p class="total">${grouped(pairs.code)}</p>`}
      <p class="soft">${t("pair-fresh")}</p>
      <p class="soft">${t("pair-private")}</p>`,
  );
}

/** Dark on light in both colour schemes, as phones want it, and drawn in the page: nothing else has to be fetched. */
async function picture(qr: string, label: string): Promise<Html> {
  const svg = await draw(qr, { type: "svg", margin: 4, errorCorrectionLevel: "L" });
  return html`<div role="img" aria-label="${label}">${new Html(svg)}</div>`;
}

/** Eight letters in two groups, as the phone shows them. */
const grouped = (code: string): string => (code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code);
