import { useEffect, useMemo } from "preact/hooks";
import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { dayName, sameDay } from "../base/time.js";
import { useTexts } from "../base/texts.js";
import { gather, summary, visible } from "../data/chat.js";
import { readOlder } from "../data/world.js";
import { Bubble } from "../message/bubble.js";
import { attempt } from "../ui/problem.js";
import { useScroll } from "./scroll.js";

/** A button that waits longer than this has been given up by Telegram's apps too. */
const SPIN_MS = 15_000;

function spinning(chat) {
  const last = chat.callbacks.at(-1);
  return last && !last.answer ? { message: last.message, data: last.data, at: last.at } : undefined;
}

function Day({ at }) {
  return html`<div class="day"><time>${dayName(at)}</time></div>`;
}

/** Tells those who listen rather than look what the bot wrote last. */
function Announcer({ records, sender }) {
  const t = useTexts();
  const last = records.at(-1);
  const words = last?.by === "bot" ? `${sender}: ${summary(t, last.message)}` : "";
  return html`<div class="unseen" aria-live="polite">${words}</div>`;
}

/** @param {{chat: object, topic: number | null, sender: string, acts: object, transcript: object, label: string, now: number}} props */
export function Transcript({ chat, topic, sender, acts, transcript, label, now }) {
  const t = useTexts();
  const records = useMemo(() => visible(chat, topic), [chat, topic]);
  const groups = useMemo(() => gather(records), [records]);
  const last = records.at(-1);
  const { box, away, onScroll, toEnd } = useScroll({
    key: `${chat.key}/${topic}`,
    last: last?.id ?? 0,
    mine: last?.by === "person",
  });
  transcript.current = box.current;
  const waiting = records.filter((record) => !record.read && record.by === "bot").length;

  // What is on the screen has been read.
  useEffect(() => {
    if (waiting === 0 || away) return undefined;
    const read = () => {
      if (!document.hidden) void attempt(() => acts.read());
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [waiting, away, acts]);

  const busy = spinning(chat);
  return html`<div class="transcript-frame">
    <div class="transcript scrolls" ref=${box} tabindex="0" role="region" aria-label=${label} onScroll=${onScroll}>
      <div class="messages">
        ${
          chat.more &&
          html`<button type="button" class="button earlier" onClick=${() => attempt(() => readOlder(chat.key))}>
            ${t("earlier")}
          </button>`
        }
        ${groups.map((group, index) => {
          const [{ message, id }] = group.records;
          const before = groups[index - 1]?.records.at(-1)?.message.date;
          const day = before === undefined || !sameDay(before, message.date);
          return html`${day && html`<${Day} key=${`day ${id}`} at=${message.date} />`}
          ${
            group.service
              ? html`<div class="service" key=${id} data-message=${id}>
                  <span>${t(group.service.id, { name: group.service.name ?? "" })}</span>
                </div>`
              : html`<${Bubble}
                  key=${id}
                  records=${group.records}
                  by=${group.by}
                  last=${group.last}
                  acts=${acts}
                  sender=${sender}
                  busy=${busy?.message === id && now - busy.at < SPIN_MS ? busy.data : undefined}
                />`
          }`;
        })}
      </div>
    </div>
    ${
      away &&
      html`<button type="button" class="to-end" onClick=${toEnd} aria-label=${t("to-end", { count: waiting })}>
        <${Icon} name="down" />${waiting > 0 && html`<span class="badge">${waiting}</span>`}
      </button>`
    }
    <${Announcer} records=${records} sender=${sender} />
  </div>`;
}
