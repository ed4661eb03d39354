import { useRef } from "preact/hooks";
import { classes, html } from "../base/html.js";
import { clockTime } from "../base/time.js";
import { useTexts } from "../base/texts.js";
import { liveTopics, summary, visible } from "../data/chat.js";

/** One of the six colours that Telegram gives. */
const colour = (topic) => `#${topic.colour.toString(16).padStart(6, "0")}`;

function Line({ topic, name, chat, count, chosen, onChoose }) {
  const t = useTexts();
  const last = visible(chat, topic?.id ?? 0).at(-1)?.message;
  return html`<button
    type="button"
    role="tab"
    class=${classes("topic", count > 0 && "unread")}
    aria-selected=${chosen ? "true" : "false"}
    tabindex=${chosen ? 0 : -1}
    onClick=${onChoose}
  >
    <span class="sign" style=${topic ? { "--colour": colour(topic) } : undefined} aria-hidden="true">
      ${topic ? ([...name].find((letter) => /\p{L}/u.test(letter)) ?? "•") : "#"}
    </span>
    <span class="about">
      <span class="name">${name}</span>
      <span class="last">${last ? summary(t, last) : ""}</span>
    </span>
    <span class="side">
      ${last && html`<time>${clockTime(last.date)}</time>`}
      ${count > 0 && html`<span class="badge" aria-label=${t("unread-count", { count })}>${count}</span>`}
    </span>
  </button>`;
}

/** The topics of a chat, the newest first; General is what is outside them. */
export function Topics({ chat, chosen, counts, onChoose }) {
  const t = useTexts();
  const list = useRef(null);
  const topics = liveTopics(chat).toReversed();
  function move(event) {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const tabs = [...list.current.querySelectorAll("[role=tab]")];
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next?.focus();
    next?.click();
  }
  return html`<div
    class="topics scrolls"
    role="tablist"
    aria-label=${t("topics")}
    ref=${list}
    onKeyDown=${move}
  >
    <${Line}
      name=${t("general")}
      chat=${chat}
      count=${counts[0] ?? 0}
      chosen=${chosen === 0}
      onChoose=${() => onChoose(0)}
    />
    ${topics.map((topic) => {
      const { id } = topic;
      return html`<${Line}
        key=${id}
        topic=${topic}
        name=${topic.name}
        chat=${chat}
        count=${counts[id] ?? 0}
        chosen=${chosen === id}
        onChoose=${() => onChoose(id)}
      />`;
    })}
  </div>`;
}
