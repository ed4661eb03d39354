import { h } from "preact";
import { useState } from "preact/hooks";
import { html } from "../base/html.js";
import { useTexts } from "../base/texts.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

function Spoiler({ children }) {
  const t = useTexts();
  const [shown, setShown] = useState(false);
  return shown
    ? html`<span class="spoiler shown">${children}</span>`
    : html`<button type="button" class="spoiler" aria-label=${t("spoiler")} onClick=${() => setShown(true)}>
        <span aria-hidden="true">${children}</span>
      </button>`;
}

function outside(url, words) {
  return html`<a href=${url} target="_blank" rel="noopener noreferrer">${words}</a>`;
}

/** A link of the chat: to the bot itself (handed to `onLink`), elsewhere, or to something only a telephone opens. */
function link(url, words, onLink) {
  const full = /^[a-z]+:/i.test(url) ? url : `http://${url}`;
  if (!/^(https?|mailto|tel):/i.test(full)) return h("span", { class: "link" }, words);
  return html`<a
    href=${full}
    target="_blank"
    rel="noopener noreferrer"
    onClick=${(event) => {
      if (onLink?.(full)) event.preventDefault();
    }}
    >${words}</a
  >`;
}

function wrap(entity, inner, raw, actions) {
  const tag = TAGS[entity.type];
  if (tag) return h(tag, null, inner);
  switch (entity.type) {
    case "pre":
      return h("pre", { class: "scrolls", tabindex: 0 }, h("code", null, inner));
    case "blockquote":
    case "expandable_blockquote":
      return h("blockquote", null, inner);
    case "spoiler":
      return html`<${Spoiler}>${inner}<//>`;
    case "text_link":
      return link(entity.url, inner, actions.onLink);
    case "url":
      return link(raw, inner, actions.onLink);
    case "email":
      return outside(`mailto:${raw}`, inner);
    case "phone_number":
      return outside(`tel:${raw.replaceAll(/[^\d+]/g, "")}`, inner);
    case "bot_command":
      return html`<button type="button" class="link" onClick=${() => actions.onCommand?.(raw)}>
        ${inner}
      </button>`;
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return h("span", { class: "link" }, inner);
    default:
      return inner;
  }
}

/** The largest entity first, so that what lies inside another is drawn inside it. */
const order = (a, b) => a.offset - b.offset || b.length - a.length;

function nest(text, from, to, entities, actions) {
  const out = [];
  let at = from;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || entity.offset >= to) continue;
    const inside = entities
      .slice(index + 1)
      .filter((each) => each.offset < end && each.offset + each.length <= end);
    if (entity.offset > at) out.push(text.slice(at, entity.offset));
    const inner = nest(text, entity.offset, end, inside, actions);
    out.push(wrap(entity, inner, text.slice(entity.offset, end), actions));
    at = end;
  }
  if (at < to) out.push(text.slice(at, to));
  return out;
}

/**
 * Text with its entities (offsets in UTF-16 units, as Telegram and JavaScript count).
 * @param {{text: string, entities?: object[], onLink?: (url: string) => boolean, onCommand?: (text: string) => void}} props
 */
export function Formatted({ text, entities = [], onLink, onCommand }) {
  const parts = nest(text, 0, text.length, [...entities].sort(order), { onLink, onCommand });
  // Each paragraph decides its own direction: Persian beside Russian.
  return html`<span class="words" dir="auto">${parts}</span>`;
}
