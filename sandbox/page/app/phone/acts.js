import { t } from "../base/texts.js";
import { act } from "../data/api.js";
import { canEdit } from "../message/rules.js";
import { openLink } from "../panel/links.js";
import { attempt } from "../ui/problem.js";

/** Goes to a message of this phone and lights it up for a moment. */
export function showMessage(transcript, id) {
  const target = transcript?.querySelector(`[data-message="${id}"]`);
  if (!target) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  target.classList.remove("lit");
  void target.offsetWidth;
  target.classList.add("lit");
}

/**
 * What the holder of a phone does in a chat.
 * @param {{key: string, topic: number, transcript: {current: HTMLElement | null}, compose: (change: object) => void,
 *   notice: (words: string) => void, chat: {current: object}}} phone
 */
export function phoneActs({ key, topic, transcript, compose, notice, chat }) {
  const place = topic ? { topic } : {};
  const run = (name, input) => attempt(() => act(key, name, input));
  return {
    run: (name, input) => run(name, { ...input, ...place }),
    say: (text) => run("say", { text, ...place }),
    start: (payload) => run("start", payload === undefined ? {} : { payload }),
    react: (message, emoji) => run("react", emoji === undefined ? { message } : { message, emoji }),
    remove: (message) => run("delete", { message }),
    reply: (record) => compose({ replyTo: record, editing: null }),
    edit: (record) => compose({ editing: record, replyTo: null, text: record.text }),
    /** Takes up one's own last message, if it can be edited. */
    editLast() {
      const mine = chat.current.messages.findLast(
        (each) => each.by === "person" && !each.deleted && (each.topic ?? 0) === topic,
      );
      if (mine?.message.text === undefined || !canEdit(mine)) return false;
      this.edit(mine);
      return true;
    },
    read: () => act(key, "read", chat.current.topicsOn ? { topic } : {}),
    show: (id) => showMessage(transcript.current, id),
    link: (url) => openLink(url),
    /** Takes what a message offers natively: opens an address, answers with anything else. */
    async choose(record, button) {
      if (button.type !== "url") await run("press", { data: button.data, message: record.id });
      else if (!openLink(button.url)) open(button.url, "_blank", "noopener,noreferrer");
    },
    vote: (message, option) => run("press", { label: option, message }),
    async press(record, button) {
      const message = record.message.message_id;
      const wish =
        button.callback_data === undefined
          ? { label: button.text, message, ...place }
          : { data: button.callback_data, message };
      const pressed = (await run("press", wish))?.pressed;
      if (pressed?.type === "url" && !openLink(pressed.url))
        open(pressed.url, "_blank", "noopener,noreferrer");
      if (pressed?.type === "copied") {
        await navigator.clipboard?.writeText(pressed.text).catch(() => undefined);
        notice(t("copied"));
      }
      if (pressed?.type === "pay") {
        const paid = (await run("pay", { message }))?.paid;
        if (paid && !paid.ok) notice(paid.error);
      }
    },
  };
}
