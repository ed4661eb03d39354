import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useTexts } from "../base/texts.js";
import { summary } from "../data/chat.js";

/** What the message being written belongs to: the one it answers, or the one it changes. */
export function DraftOf({ replyTo, editing, sender, onDrop }) {
  const t = useTexts();
  const record = editing ?? replyTo;
  const who = record.by === "person" ? t("you") : sender;
  return html`<div class="draft-of">
    <${Icon} name=${editing ? "edit" : "reply"} />
    <span class="about"
      ><strong>${editing ? t("editing") : t("replying", { who })}</strong
      ><span class="line">${summary(t, record.message)}</span></span
    >
    <button type="button" class="icon-button" aria-label=${t("cancel")} onClick=${onDrop}>
      <${Icon} name="close" />
    </button>
  </div>`;
}
