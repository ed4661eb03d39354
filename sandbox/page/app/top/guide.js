import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { preferences } from "../base/preferences.js";
import { useStore } from "../base/store.js";
import { useTexts } from "../base/texts.js";
import { act } from "../data/api.js";
import { liveTopics } from "../data/chat.js";
import { attempt } from "../ui/problem.js";
import { progress, STEPS } from "./steps.js";

/** Where one is on the way from the first button to an answered consultation. */
function Way({ done, at, app }) {
  const t = useTexts();
  const count = done.filter(Boolean).length;
  return html`<div
    class="way"
    role="img"
    aria-label=${t("guide-progress", { done: count, all: STEPS.length })}
  >
    ${STEPS.map(
      ({ id, who }, index) =>
        html`<i
          key=${id}
          class=${`${who} ${done[index] ? "done" : index === at ? "now" : ""}`}
          title=${t(`step-${id}`, { app })}
        ></i>`,
    )}
  </div>`;
}

/** What may be answered at a step, for those who would rather not think of something; what was said is not offered. */
const EXAMPLES = new Set(["register", "activate", "answer", "finish"]);
/** On WhatsApp the first word is the person's, and another opens the menu. */
const EXAMPLES_ON_WHATSAPP = new Set(["start", "buy"]);

function examplesOf(t, { id }, { name: app, chat }) {
  const given = EXAMPLES.has(id) ? chat?.started : app === "whatsapp" && EXAMPLES_ON_WHATSAPP.has(id);
  if (!given) return [];
  const said = new Set(chat?.messages.map(({ text }) => text));
  return t(`step-${id}-examples`)
    .split("|")
    .map((example) => example.trim())
    .filter((example) => !said.has(example));
}

/** What is left of a step when its examples are used up. */
const THEN = new Set(["register", "activate"]);

function how(t, step, { chat }, examples, app) {
  if (!step) return t("step-all-done-how");
  const used = chat?.started && THEN.has(step.id) && examples.length === 0;
  return t(used ? `step-${step.id}-then` : `step-${step.id}-how`, { app });
}

/** The topic that is open on this phone, else the newest. */
function topicOf(chat) {
  const topics = liveTopics(chat);
  const open = preferences.get().topic[chat.key];
  return topics.find(({ id }) => id === open)?.id ?? topics.at(-1)?.id;
}

function Examples({ examples, phone }) {
  const t = useTexts();
  const send = (text) => {
    const topic = phone.role === "vet" ? topicOf(phone.chat) : undefined;
    void attempt(() => act(phone.key, "say", topic ? { text, topic } : { text }));
  };
  return html`<div class="examples" role="group" aria-label=${t("guide-examples")}>
    ${examples.map(
      (example) =>
        html`<button
          key=${example}
          type="button"
          class="button"
          title=${t("guide-send")}
          onClick=${() => send(example)}
        >
          ${example}
        </button>`,
    )}
  </div>`;
}

/** What to do next. @param {{owner: object, vet: object}} props the two phones as they are; the owner's app says how */
export function Guide({ owner, vet }) {
  const t = useTexts();
  const { guide: open, tab } = useStore(preferences);
  const done = progress({ owner: owner.chat, vet: vet.chat });
  const at = done.indexOf(false);
  const step = STEPS[at];
  const who = step?.who ?? "owner";
  const phone = who === "vet" ? vet : owner;
  const app = owner.name ?? "telegram";
  const examples = step && open ? examplesOf(t, step, phone) : [];
  return html`<section class=${`guide ${who} ${open ? "" : "folded"}`} aria-label=${t("guide")}>
    <div class="inside">
      <div class="said" aria-live="polite">
        <span class="who">${step ? t(`who-${who}`) : html`<${Icon} name="check" size="18" />`}</span>
        <p>
          <strong>${t(step ? `step-${step.id}` : "step-all-done", { app })}</strong>
          ${open && html` <span>${how(t, step, phone, examples, app)}</span>`}
        </p>
      </div>
      ${
        step &&
        who !== tab &&
        html`<button type="button" class="button plain show" onClick=${() => preferences.set({ tab: who })}>
          ${t("guide-show")}
        </button>`
      }
      ${examples.length > 0 && html`<${Examples} examples=${examples} phone=${phone} />`}
      <${Way} done=${done} at=${at} app=${app} />
      <button
        type="button"
        class="icon-button"
        aria-expanded=${open ? "true" : "false"}
        aria-label=${t(open ? "guide-fold" : "guide-unfold")}
        title=${t(open ? "guide-fold" : "guide-unfold")}
        onClick=${() => preferences.set({ guide: !open })}
      >
        <${Icon} name="chevron" />
      </button>
    </div>
  </section>`;
}
