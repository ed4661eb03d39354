import { useEffect, useMemo } from "preact/hooks";
import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { dayName, sameDay } from "../base/time.js";
import { useTexts } from "../base/texts.js";
import { gather, summary, visible } from "../data/chat.js";
import { readOlder } from "../data/world.js";
import { Bubble } from "../message/bubble.js";
import { attempt } from "../ui/problem.js";
import { useOnScreen, useScroll } from "./scroll.js";

/** A button that waits longer than this has been given up by Telegram's apps too. */
const SPIN_MS = 15_000;

function spinning(chat) {
  const last = chat.callbacks.at(-1);
  return last && !last.answer ? { message: last.message, data: last.data, at: last.at } : undefined;
}

/** From one message's menu to the next by the arrows; Tab stops at the newest only. */
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.matches(".message-more")) return;
  event.preventDefault();
  const doors = [...event.currentTarget.querySelectorAll(".message-more")];
  const next = doors[doors.indexOf(event.target) + step];
  next?.focus();
  next?.closest(".message").scrollIntoView({ block: "nearest" });
}

function Day({ at }) {
  return html`<div class="day"><time>${dayName(at)}</time></div>`;
}

/** Tells those who listen rather than look what the bot wrote last. */
function Announcer({ records, sender }) {
  const t = useTexts();
  const last = records.at(-1);
  const words = last?.by === "bot" && !last.deleted ? `${sender}: ${summary(t, last.message)}` : "";
  return html`<div class="unseen" aria-live="polite">${words}</div>`;
}

/** @param {{chat: object, topic: number | null, sender: string, acts: object, transcript: object, label: string, now: number}} props */
export function Transcript({ chat, topic, sender, acts, transcript, label, now }) {
  const t = useTexts();
  const records = useMemo(() => visible(chat, topic), [chat, topic]);
  const groups = useMemo(() => gather(records), [records]);
  const last = records.at(-1);
  const { away, onScroll, toEnd } = useScroll(transcript, {
    key: `${chat.key}/${topic}`,
    last: last?.id ?? 0,
    mine: last?.by === "person",
  });
  const onScreen = useOnScreen(transcript);
  const waiting = records.filter(({ read, by, deleted }) => !read && !deleted && by === "bot").length;
  const byId = useMemo(() => new Map(chat.messages.map((record) => [record.id, record])), [chat]);

  // What is on the screen has been read.
  useEffect(() => {
    if (waiting === 0 || away || !onScreen) return undefined;
    const read = () => {
      // A read mark that fails is made again with the next message.
      if (!document.hidden) acts.read().catch(() => undefined);
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [waiting, away, onScreen, acts]);

  const busy = spinning(chat);
  return html`<div class="transcript-frame">
    <div
      class="transcript scrolls"
      ref=${transcript}
      tabindex="0"
      role="region"
      aria-label=${label}
      onScroll=${onScroll}
      onKeyDown=${walk}
    >
      <div class="messages">
        ${
          chat.more &&
          html`<button
            type="button"
            class="button earlier"
            onClick=${() => attempt(() => readOlder(chat.key))}
          >
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
                  first=${group.first}
                  last=${group.last}
                  newest=${group.records.at(-1) === last}
                  acts=${acts}
                  sender=${sender}
                  quoted=${byId.get(group.records[0].replyTo)}
                  busy=${busy?.message === id && now - busy.at < SPIN_MS ? busy.data : undefined}
                />`
          }`;
        })}
      </div>
    </div>
    ${
      away &&
      html`<button
        type="button"
        class="to-end"
        onClick=${toEnd}
        aria-label=${t("to-end", { count: waiting })}
      >
        <${Icon} name="down" />${waiting > 0 && html`<span class="badge">${waiting}</span>`}
      </button>`
    }
    <${Announcer} records=${records} sender=${sender} />
  </div>`;
}
