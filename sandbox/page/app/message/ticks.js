import { html } from "../base/html.js";
import { useTexts } from "../base/texts.js";

/** How far a message of WhatsApp got, by its `ack`. */
const STAGES = { "-1": "refused", 0: "waiting", 1: "sent", 2: "delivered", 3: "read" };

const DRAWN = {
  refused: "M8 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z M8 3.8v2.6 M8 8.2v.1",
  waiting: "M8 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z M8 3.6V6l1.6 1",
  sent: "M4 6.4l2.6 2.8L11.4 3",
  delivered: "M1.4 6.4L4 9.2 8.8 3 M7.2 8.4l.7.8L12.7 3",
  read: "M1.4 6.4L4 9.2 8.8 3 M7.2 8.4l.7.8L12.7 3",
};

/** One tick: at the server; two: on the other phone; blue: read there. @param {{ack: number}} props */
export function Ticks({ ack }) {
  const t = useTexts();
  const stage = STAGES[ack] ?? "sent";
  return html`<svg
    class=${`ticks ${stage}`}
    viewBox="0 0 14 12"
    width="16"
    height="13.7"
    role="img"
    aria-label=${t(`ack-${stage}`)}
  >
    <path
      d=${DRAWN[stage]}
      fill="none"
      stroke="currentColor"
      stroke-width="1.4"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>`;
}
