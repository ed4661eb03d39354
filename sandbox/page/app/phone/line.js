import { useEffect, useState } from "preact/hooks";
import { html } from "../base/html.js";
import { useTexts } from "../base/texts.js";

/** What has got no further than WhatsApp's servers waits for the other side to come up … */
const AT_SERVER = 1;
/** … which takes it sooner when it is up. */
const SOON_MS = 1000;

/** Whether the newest message is this phone's, and nobody has taken it in the time in which it mostly is. */
function useWaiting(chat) {
  const last = chat?.messages.findLast(({ deleted }) => !deleted);
  const waits = last?.by === "person" && last.whatsapp?.ack <= AT_SERVER;
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!waits) return undefined;
    const timer = setTimeout(() => setLate(true), SOON_MS);
    return () => clearTimeout(timer);
  }, [waits, last?.id]);
  return waits && late;
}

/** Says calmly that WhatsApp is starting while messages wait for it; Telegram is always there. */
export function Line({ chat }) {
  const t = useTexts();
  const waiting = useWaiting(chat);
  return html`<div class="line-note" role="status">${waiting && html`<p>${t("line-starting")}</p>`}</div>`;
}
