import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "../base/html.js";
import { useTexts } from "../base/texts.js";
import { openLink } from "../panel/links.js";
import { Dialog } from "../ui/dialog.js";

/** Telegram's toasts stay for about as long. */
const TOAST_MS = 4000;

/** What the bot answered to a pressed button: a toast, a window, a link. Answers from before this visit stay silent. */
export function useAnswers(chat) {
  const [notice, setNotice] = useState(null);
  const seen = useRef(new Set());
  const key = useRef(null);
  useEffect(() => {
    const answered = (chat?.callbacks ?? []).filter((each) => each.answer);
    const fresh = key.current === chat?.key ? answered.filter(({ id }) => !seen.current.has(id)) : [];
    key.current = chat?.key;
    for (const { id } of answered) seen.current.add(id);
    const answer = fresh.at(-1)?.answer;
    if (answer?.url) openLink(answer.url);
    if (answer?.text) setNotice({ words: answer.text, alert: answer.alert });
  }, [chat]);
  useEffect(() => {
    if (!notice || notice.alert) return undefined;
    const timer = setTimeout(() => setNotice(null), TOAST_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return { notice, tell: (words) => setNotice({ words, alert: false }), close: () => setNotice(null) };
}

export function Answer({ notice, title, onClose }) {
  const t = useTexts();
  return html`<div role="status">
      ${notice && !notice.alert && html`<p class="toast">${notice.words}</p>`}
    </div>
    ${
      notice?.alert &&
      html`<${Dialog}
        title=${title}
        onClose=${onClose}
        actions=${html`<button type="submit" class="button primary" autofocus>${t("ok")}</button>`}
        ><p>${notice.words}</p><//
      >`
    }`;
}
