import { html } from "../base/html.js";
import { useTexts } from "../base/texts.js";
import { fileAddress } from "../data/api.js";
import { mediaOf, summary } from "../data/chat.js";

/** The quoted message above a reply; a press scrolls to it. @param {{message: object, from: string, quote?: object, onOpen: () => void}} props */
export function Quote({ message, from, quote, onOpen }) {
  const t = useTexts();
  const media = mediaOf(message);
  const picture = media && ["photo", "sticker"].includes(media.kind);
  return html`<button type="button" class="quote" onClick=${onOpen}>
    ${picture && html`<img src=${fileAddress(media.file.file_unique_id)} alt="" />`}
    <span class="about">
      <strong>${from}</strong>
      <span class="line">${quote?.text ?? summary(t, message)}</span>
    </span>
  </button>`;
}
