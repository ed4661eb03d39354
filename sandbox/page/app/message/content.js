import { html } from "../base/html.js";
import { useTexts } from "../base/texts.js";
import { mediaOf, summary } from "../data/chat.js";
import { Contact, Invoice, Location } from "./cards.js";
import { Media } from "./media.js";
import { Poll } from "./poll.js";

function Checklist({ checklist }) {
  return html`<div class="poll">
    <strong>${checklist.title}</strong>
    <ul>
      ${checklist.tasks.map((task) => html`<li>${task.text}</li>`)}
    </ul>
  </div>`;
}

/** The tiles of an album, two or three in a row; the first is the widest when they do not come out even. */
function Album({ records, t }) {
  return html`<div class="album" style=${{ "--columns": records.length > 4 ? 3 : 2 }}>
    ${records.map((record) => {
      const { kind, file } = mediaOf(record.message) ?? {};
      return html`<div class="tile">
        <${Media}
          kind=${kind}
          file=${file}
          alt=${summary(t, record.message)}
          covered=${record.message.has_media_spoiler}
          fills
        />
      </div>`;
    })}
  </div>`;
}

const TILES = ["photo", "video"];

/** Everything in a bubble but its words: one file, an album as a grid or a list, a card. */
export function Content({ records, onVote }) {
  const t = useTexts();
  const { message } = records[0];
  if (records.length > 1) {
    const tiles = records.every((record) => TILES.includes(mediaOf(record.message)?.kind));
    if (tiles) return html`<${Album} records=${records} t=${t} />`;
    return records.map((record) => {
      const { kind, file } = mediaOf(record.message) ?? {};
      return kind && html`<${Media} kind=${kind} file=${file} alt="" />`;
    });
  }
  const media = mediaOf(message);
  if (media)
    return html`<${Media} ...${media} alt=${summary(t, message)} covered=${message.has_media_spoiler} />`;
  if (message.location) return html`<${Location} location=${message.location} venue=${message.venue} />`;
  if (message.contact) return html`<${Contact} contact=${message.contact} />`;
  if (message.invoice) return html`<${Invoice} invoice=${message.invoice} />`;
  if (message.poll) return html`<${Poll} poll=${message.poll} onVote=${onVote} />`;
  if (message.checklist) return html`<${Checklist} checklist=${message.checklist} />`;
  if (message.dice)
    return html`<span class="dice" role="img" aria-label=${message.dice.value}>${message.dice.emoji}</span>`;
  if (message.story) return html`<em>${t("kind-story")}</em>`;
  return null;
}
