import { useState } from "preact/hooks";
import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useStore } from "../base/store.js";
import { useTexts } from "../base/texts.js";
import { act, addFault, clearFaults } from "../data/api.js";
import { world } from "../data/world.js";
import { Popover } from "../ui/popover.js";
import { attempt } from "../ui/problem.js";

/** A bad day at Telegram, by what the service sees of it. `both`: WhatsApp has such days, too. */
const PRESETS = [
  { id: "fault-429", fault: { type: "error", code: 429, retryAfter: 10 } },
  { id: "fault-502", fault: { type: "error", code: 502, times: 3 } },
  { id: "fault-stall", fault: { type: "stall", when: "before" } },
  { id: "fault-lost-answer", fault: { type: "reset", when: "after", method: "sendMessage" } },
  { id: "fault-lost-request", fault: { type: "reset", when: "before" }, both: true },
  { id: "fault-refused", fault: { type: "error", code: 400 } },
  { id: "fault-download", fault: { type: "error", code: 500, method: "download", times: 3 }, both: true },
  { id: "fault-duplicate", fault: { type: "duplicate" }, both: true },
  { id: "fault-reorder", fault: { type: "reorder" }, both: true },
];

/** Bots that can be struck: of each phone the one on Telegram, and the number on WhatsApp where there is one. */
const targetsOf = (phones) =>
  phones.flatMap(({ role, apps }) =>
    apps.map(({ name, bot }) => ({ id: name === "telegram" ? role : name, app: name, bot })),
  );

const nameOf = (t, { type, code, when, method }) => {
  const known = PRESETS.find(
    ({ fault }) =>
      fault.type === type && fault.code === code && fault.when === when && fault.method === method,
  );
  return known ? t(known.id) : [type, code, when, method].filter(Boolean).join(" ");
};

/** Switches of a chat rather than of the network: the bot blocked, topics off. */
function Switches({ phones }) {
  const t = useTexts();
  return phones.map(({ role, bot, chat }) => {
    const change = (name, input) => void attempt(() => act(chat.key, name, input));
    return html`
      <label class="switch"
        ><input
          type="checkbox"
          checked=${chat.blocked}
          onChange=${() => change("block", { blocked: !chat.blocked })}
        />${t(`fault-blocked-${role}`)}</label
      >
      ${
        bot.topics &&
        html`<label class="switch"
          ><input
            type="checkbox"
            checked=${!chat.topicsOn}
            onChange=${() => change("topics", { on: !chat.topicsOn })}
          />${t("fault-topics-off")}</label
        >`
      }
    `;
  });
}

/** Faults on demand. @param {{phones: {role: string, bot: object, chat?: object}[]}} props whose chats the switches are of */
export function Faults({ phones }) {
  const t = useTexts();
  const { faults } = useStore(world);
  const [chosen, setChosen] = useState("owner");
  const targets = targetsOf(phones);
  const { id: target, app, bot } = targets.find(({ id }) => id === chosen) ?? targets[0] ?? {};
  const begun = phones.filter(({ chat }) => chat?.started);
  const count = faults.length + begun.filter(({ chat }) => chat.blocked).length;
  return html`<${Popover}
    label=${t("faults")}
    kind="panel"
    class="faults-panel"
    triggerClass="button"
    trigger=${html`<${Icon} name="bolt" size="18" /><span class="wide">${t("faults")}</span>${
        count > 0 && html`<span class="badge warn">${count}</span>`
      }`}
    triggerLabel=${count > 0 ? t("faults-active", { count }) : t("faults")}
  >
    ${() => html`
      <p class="menu-title">${t("faults-next", { app: app ?? "" })}</p>
      <div class="segmented" role="radiogroup" aria-label=${t("faults-bot")}>
        ${targets.map(
          ({ id }) =>
            html`<button
              key=${id}
              type="button"
              role="radio"
              aria-checked=${id === target ? "true" : "false"}
              onClick=${() => setChosen(id)}
            >
              ${t(`bot-${id}`)}
            </button>`,
        )}
      </div>
      ${PRESETS.filter(({ both }) => both || app !== "whatsapp").map(
        ({ id, fault }) =>
          html`<button
            type="button"
            class="menu-item"
            onClick=${() => void attempt(() => addFault({ ...fault, ...(bot ? { bot: bot.id } : {}) }))}
          >
            <${Icon} name="plus" size="16" /><span class="grow"
              >${t(id)}<small>${t(`${id}-note`)}</small></span
            >
          </button>`,
      )}
      ${
        begun.length > 0 &&
        html`<hr class="menu-rule" />
          <${Switches} phones=${begun} />`
      }
      ${
        faults.length > 0 &&
        html`<hr class="menu-rule" />
          <p class="menu-title">${t("faults-waiting")}</p>
          ${faults.map(
            (fault) =>
              html`<div class="armed">
                <span>${nameOf(t, fault)} <small>×${fault.times}</small></span>
                <button
                  type="button"
                  class="icon-button"
                  aria-label=${t("fault-clear", { name: nameOf(t, fault) })}
                  onClick=${() => void attempt(() => clearFaults(fault.id))}
                >
                  <${Icon} name="close" size="16" />
                </button>
              </div>`,
          )}
          <button type="button" class="button" onClick=${() => void attempt(() => clearFaults())}>
            ${t("faults-clear")}
          </button>`
      }
    `}
  <//>`;
}
