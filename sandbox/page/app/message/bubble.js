import { memo } from "../base/memo.js";
import { useRef } from "preact/hooks";
import { classes, html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { clockTime } from "../base/time.js";
import { useTexts } from "../base/texts.js";
import { mediaOf } from "../data/chat.js";
import { Content } from "./content.js";
import { Formatted } from "./entities.js";
import { Choices } from "./choices.js";
import { InlineKeyboard } from "./keyboard.js";
import { MessageMenu } from "./menu.js";
import { Quote } from "./quote.js";
import { Reactions } from "./reactions.js";
import { Ticks } from "./ticks.js";

const FRAMELESS = ["sticker", "video_note"];
const EDGE_TO_EDGE = ["photo", "video", "animation"];
/** Their last line leaves room for the time. */
const COMPACT = ["voice", "audio", "document"];

/** A right click or a long press opens the message's menu where it happened, once the button is up. */
function openMenu(event, opener) {
  if (event.target.closest("a, input, textarea") || !getSelection()?.isCollapsed) return;
  event.preventDefault();
  const point = { x: event.clientX, y: event.clientY };
  const open = () => setTimeout(() => opener.current?.(point));
  if (event.buttons) addEventListener("pointerup", open, { once: true });
  else open();
}

function Meta({ record, t }) {
  const { message, by, whatsapp, deleted } = record;
  return html`<span class="meta"
    >${message.edit_date && !deleted && html`<span>${t("edited")} </span>`}<time>${clockTime(message.date)}</time>${
      whatsapp && by === "person" && !deleted && html`<${Ticks} ack=${whatsapp.ack} />`
    }</span
  >`;
}

/** What is left of a message that was deleted. */
function Trace({ record, t }) {
  const own = record.deleted.by === "person";
  return html`<div class="said trace">
    <${Icon} name="block" size="16" /> <em>${t(own ? "deleted-own" : "deleted-theirs")}</em>
    <${Meta} record=${record} t=${t} />
  </div>`;
}

/** The quotation that a message begins with; what it quotes may stand before all that has been read. */
function QuoteOf({ record, quoted, sender, acts, t }) {
  const message = quoted?.message ?? record.message.reply_to_message ?? {};
  const own = quoted ? quoted.by === "person" : message.from?.is_bot === false;
  return html`<${Quote}
    message=${message}
    from=${own ? t("you") : sender}
    quote=${record.message.quote}
    onOpen=${() => acts.show(record.replyTo)}
  />`;
}

/**
 * One message, or the parts of an album.
 * @param {{records: object[], by: string, first: boolean, last: boolean, newest: boolean, acts: object, busy?: string,
 *   sender: string, quoted?: object}} props `busy`: data of the pressed button that waits for its answer; `quoted`: the
 *   message that it answers, where that has been read
 */
export const Bubble = memo(function Bubble({ records, by, first, last, newest, acts, busy, sender, quoted }) {
  const t = useTexts();
  const opener = useRef(null);
  // An album's caption, buttons and reactions sit on one of its parts.
  const spoken = records.find(({ message }) => message.caption !== undefined) ?? records[0];
  const { message, whatsapp, buttons } = spoken;
  // Telegram shows a person's /start without what the link carried.
  const words = (message.text ?? message.caption)?.replace(
    by === "person" ? /^(\/start) [\w-]+$/ : /^$/,
    "$1",
  );
  const keyboard = records[0].message.reply_markup?.inline_keyboard;
  const media = mediaOf(message);
  const bare = !words && (FRAMELESS.includes(media?.kind) || message.dice !== undefined);
  const full = EDGE_TO_EDGE.includes(media?.kind) || message.location !== undefined;
  const compact =
    !words &&
    !bare &&
    (COMPACT.includes(media?.kind) || message.contact !== undefined || message.location !== undefined);
  const reacted = spoken.reactions.person.length + spoken.reactions.bot.length > 0;
  const native = whatsapp && by === "bot" && buttons.length > 0;
  const votes = whatsapp && by === "bot" && message.poll;
  const who = by === "person" ? t("you") : sender;
  if (spoken.deleted)
    return html`<article
      class=${classes("message", by === "person" ? "mine" : "theirs", first && "head", last && "tail")}
      data-message=${spoken.id}
      aria-label=${t("message-of", { who, time: clockTime(message.date) })}
    >
      <div class="line">
        <div class="bubble"><${Trace} record=${spoken} t=${t} /></div>
      </div>
    </article>`;
  return html`<article
    class=${classes("message", by === "person" ? "mine" : "theirs", first && "head", last && "tail", bare && "bare")}
    data-message=${records[0].message.message_id}
    aria-label=${t("message-of", { who, time: clockTime(message.date) })}
    onContextMenu=${(event) => openMenu(event, opener)}
  >
    <div class="line">
      <div
        class=${classes("bubble", full && "pictured", full && !words && !message.location && "wordless", compact && "compact")}
      >
        ${
          spoken.replyTo !== undefined &&
          html`<${QuoteOf} record=${spoken} quoted=${quoted} sender=${sender} acts=${acts} t=${t} />`
        }
        ${message.show_caption_above_media && words && html`<${Formatted} text=${words} entities=${message.caption_entities} />`}
        <${Content}
          records=${records}
          onVote=${votes ? (option) => acts.vote(spoken.id, option) : undefined}
        />
        <div class="said">
          ${
            words &&
            !message.show_caption_above_media &&
            html`<${Formatted}
              text=${words}
              entities=${message.entities ?? message.caption_entities}
              onLink=${acts.link}
              onCommand=${acts.say}
            />`
          }
          ${
            reacted
              ? html`<div class="foot">
                  <${Reactions}
                    reactions=${spoken.reactions}
                    onTakeBack=${() => acts.react(message.message_id)}
                  />
                  <${Meta} record=${spoken} t=${t} />
                </div>`
              : html`<${Meta} record=${spoken} t=${t} />`
          }
        </div>
        ${native && html`<${Choices} buttons=${buttons.flat()} menu=${whatsapp.menu} onPress=${(button) => acts.choose(spoken, button)} />`}
      </div>
      <${MessageMenu} record=${spoken} opener=${opener} acts=${acts} newest=${newest} />
    </div>
    ${keyboard && html`<${InlineKeyboard} rows=${keyboard} busy=${busy} onPress=${(button) => acts.press(records[0], button)} />`}
  </article>`;
});
