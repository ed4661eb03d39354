import { html } from "../base/html.js";
import { useTexts } from "../base/texts.js";

/** What a messenger offers first. */
const QUICK = ["👍", "❤", "🔥", "🙏", "😁", "😢", "🤔", "👎"];
const QUICK_ON_WHATSAPP = ["👍", "❤", "😂", "😮", "😢", "🙏"];

/** @param {object} record the message that it is put under */
export const quickFor = ({ whatsapp }) => (whatsapp ? QUICK_ON_WHATSAPP : QUICK);

/** Some of Telegram's emoji are plain characters until told to be pictures. */
export const picture = (emoji) => (/^[\u2600-\u27bf]$/.test(emoji) ? `${emoji}\ufe0f` : emoji);

const face = (reaction) => (reaction.emoji ? picture(reaction.emoji) : "✦");

/** The reactions of both sides under a message; the person's own is a button that takes it back. */
export function Reactions({ reactions, onTakeBack }) {
  const t = useTexts();
  const { person, bot } = reactions;
  return html`<div class="reactions">
    ${bot.map(
      (each) =>
        html`<span class="reaction" role="img" aria-label=${t("reaction-theirs", { emoji: face(each) })}
          >${face(each)}</span
        >`,
    )}
    ${person.map(
      (each) =>
        html`<button
          type="button"
          class="reaction own"
          aria-label=${t("reaction-own", { emoji: face(each) })}
          onClick=${onTakeBack}
        >
          ${face(each)}
        </button>`,
    )}
  </div>`;
}
