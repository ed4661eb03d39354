import { html } from "../base/html.js";
import { useTexts } from "../base/texts.js";

/** What a messenger offers first. */
export const QUICK = ["👍", "❤", "🔥", "🙏", "😁", "😢", "🤔", "👎"];

const face = (reaction) => reaction.emoji ?? "✦";

/** The reactions of both sides under a message; the person's own is a button that takes it back. */
export function Reactions({ reactions, onTakeBack }) {
  const t = useTexts();
  const { person, bot } = reactions;
  if (person.length + bot.length === 0) return null;
  return html`<div class="reactions">
    ${bot.map(
      (each) =>
        html`<span class="reaction" role="img" aria-label=${t("reaction-theirs", { emoji: face(each) })}>${face(each)}</span>`,
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
