import { classes, html } from "../base/html.js";
import { useTexts } from "../base/texts.js";

/** A question with its options. @param {{poll: object, onVote?: (option: string) => void}} props `onVote`: the person may answer it here */
export function Poll({ poll, onVote }) {
  const t = useTexts();
  return html`<div class="poll">
    <strong>${poll.question}</strong>
    <small>${t("kind-poll")}</small>
    <ul>
      ${poll.options.map(({ text, voter_count: count }) => {
        const chosen = count > 0;
        return html`<li class=${classes(onVote && "open", chosen && "chosen")}>
          ${onVote ? html`<button type="button" aria-pressed=${String(chosen)} onClick=${() => onVote(text)}>${text}</button>` : text}
        </li>`;
      })}
    </ul>
  </div>`;
}
