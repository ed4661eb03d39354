import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useTexts } from "../base/texts.js";
import { act } from "../data/api.js";
import { attempt } from "../ui/problem.js";
import { Attach } from "./attach.js";
import { Commands } from "./commands.js";
import { DraftOf } from "./draft.js";
import { uploadFiles, uploadSamples } from "./samples.js";
import { sendParts } from "./send.js";

/** Lines that the field grows to before it scrolls. */
const TALLEST = 140;

/** Where the sandbox's people are. */
const HERE = { latitude: 55.7558, longitude: 37.6173 };

function fit(field) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`;
}

/**
 * Writing a message.
 * @param {{app: "telegram" | "whatsapp", chatKey: string, topic: number,
 *   draft: {text: string, replyTo: object | null, editing: object | null, asked: number},
 *   compose: (change: object) => void, commands: object[], placeholder?: string, sender: string, acts: object,
 *   keyboard?: {shown: boolean, toggle: () => void}}} props
 */
export function Composer({
  app,
  chatKey,
  topic,
  draft,
  compose,
  commands,
  placeholder,
  sender,
  acts,
  keyboard,
}) {
  const t = useTexts();
  const field = useRef(null);
  const { text, replyTo, editing, asked } = draft;
  useLayoutEffect(() => fit(field.current), [text]);
  useEffect(() => {
    if (replyTo || editing || asked) field.current.focus();
  }, [replyTo, editing, asked]);

  const place = { ...(topic ? { topic } : {}), ...(replyTo ? { replyTo: replyTo.id } : {}) };
  const clear = () => compose({ text: "", replyTo: null, editing: null, asked: 0 });
  const deliver = (work) => attempt(async () => (await work(), clear(), true));

  function submit(event) {
    event.preventDefault();
    const words = text.trim();
    if (words === "") return;
    const input = editing ? { message: editing.id, text: words } : { text: words, ...place };
    void deliver(() => act(chatKey, editing ? "edit" : "say", input));
  }

  function onKeyDown(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
    if (event.key === "Escape" && (replyTo || editing))
      compose(editing ? { editing: null, text: "" } : { replyTo: null });
    if (event.key === "ArrowUp" && text === "" && acts.editLast()) event.preventDefault();
  }

  const caption = text.trim() === "" ? {} : { caption: text.trim() };
  const files = (kind, chosen) =>
    deliver(async () => sendParts(chatKey, await uploadFiles(kind, chosen), { ...caption, ...place }));
  const sample = (wish) =>
    deliver(async () =>
      wish.act
        ? act(chatKey, wish.act, { ...wish.input, ...place })
        : sendParts(chatKey, await uploadSamples(wish), { ...caption, ...place }),
    );

  return html`<form
    class="composer"
    onSubmit=${submit}
    onDragOver=${(event) => event.preventDefault()}
    onDrop=${(event) => {
      event.preventDefault();
      const dropped = [...event.dataTransfer.files];
      const pictures = dropped.every((file) => file.type.startsWith("image/"));
      if (dropped.length > 0) void files(pictures ? "photo" : "document", dropped);
    }}
  >
    ${(replyTo || editing) && html`<${DraftOf} replyTo=${replyTo} editing=${editing} sender=${sender} onDrop=${clear} />`}
    <div class="fields">
      <${Attach}
        app=${app}
        onFiles=${files}
        onSample=${sample}
        onLocation=${() => deliver(() => act(chatKey, "location", { ...HERE, ...place }))}
        onContact=${() => deliver(() => act(chatKey, "contact", place))}
      />
      ${commands.length > 0 && html`<${Commands} commands=${commands} onChoose=${acts.say} />`}
      <textarea
        ref=${field}
        rows="1"
        dir="auto"
        class="scrolls"
        aria-label=${t("write")}
        placeholder=${placeholder ?? t("write")}
        value=${text}
        onInput=${(event) => compose({ text: event.currentTarget.value })}
        onKeyDown=${onKeyDown}
        onPaste=${(event) => {
          const pasted = [...event.clipboardData.files];
          if (pasted.length === 0) return;
          event.preventDefault();
          void files(pasted[0].type.startsWith("image/") ? "photo" : "document", pasted);
        }}
      ></textarea>
      ${
        keyboard &&
        html`<button
          type="button"
          class="icon-button"
          aria-pressed=${keyboard.shown ? "true" : "false"}
          aria-label=${t("reply-keyboard")}
          title=${t("reply-keyboard")}
          onClick=${keyboard.toggle}
        >
          <${Icon} name=${keyboard.shown ? "chevron" : "keyboard"} size="22" />
        </button>`
      }
      <button
        type="submit"
        class="icon-button send"
        aria-label=${t(editing ? "save" : "send")}
        disabled=${text.trim() === ""}
      >
        <${Icon} name=${editing ? "check" : "send"} size="22" />
      </button>
    </div>
  </form>`;
}
