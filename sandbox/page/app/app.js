import { useRef } from "preact/hooks";
import { classes, html } from "./base/html.js";
import { preferences } from "./base/preferences.js";
import { useStore } from "./base/store.js";
import { useTexts } from "./base/texts.js";
import { act } from "./data/api.js";
import { unread } from "./data/chat.js";
import { botOf, holders } from "./data/people.js";
import { world } from "./data/world.js";
import { botLinks, panel } from "./panel/links.js";
import { Panel } from "./panel/panel.js";
import { People } from "./phone/people.js";
import { Phone } from "./phone/phone.js";
import { Bar } from "./top/bar.js";
import { Guide } from "./top/guide.js";
import { attempt, Problem } from "./ui/problem.js";
import { Viewer } from "./ui/viewer.js";

const ROLES = ["owner", "vet"];

/** A phone as it is now: its bot, who holds it, their chat. */
function phoneOf(role) {
  const bot = botOf(role);
  const people = holders(role);
  const person = people.find(({ id }) => id === preferences.get().holder[role]) ?? people[0];
  return { role, bot, people, person, chat: bot && person && world.get().chats[`${bot.id}:${person.id}`] };
}

/** Invitations that nobody on this page has opened. */
function openInvitations(invitations, chats) {
  const opened = new Set(
    Object.values(chats).flatMap(({ messages }) => messages.map(({ text }) => text.replace(/^\/start /, ""))),
  );
  return invitations.filter(({ payload }) => !opened.has(payload));
}

/** A link to one of the bots is opened on the phone that has it, as its app would. */
function openBot(username, payload) {
  const phone = ROLES.map(phoneOf).find(({ bot }) => bot?.username === username);
  if (!phone?.person) return false;
  preferences.set({ tab: phone.role });
  void attempt(() => act(`${phone.bot.id}:${phone.person.id}`, "start", payload ? { payload } : {}));
  return true;
}

botLinks.open = openBot;

function Tabs({ tab, phones }) {
  const t = useTexts();
  const list = useRef(null);
  const tabs = [...ROLES, "payer"];
  function move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    preferences.set({ tab: next });
    list.current.querySelector(`#tab-${next}`)?.focus();
  }
  return html`<div class="tabs" role="tablist" aria-label=${t("parts")} ref=${list} onKeyDown=${move}>
    ${tabs.map((each) => {
      const count = unread(phones.find(({ role }) => role === each)?.chat).all;
      return html`<button
        type="button"
        role="tab"
        id=${`tab-${each}`}
        class=${each}
        aria-selected=${each === tab ? "true" : "false"}
        aria-controls=${`part-${each}`}
        tabindex=${each === tab ? 0 : -1}
        onClick=${() => preferences.set({ tab: each })}
      >
        ${t(`who-${each}`)}${count > 0 && html`<span class="badge" aria-label=${t("unread-count", { count })}>${count}</span>`}
      </button>`;
    })}
  </div>`;
}

function Part({ phone, tab }) {
  const t = useTexts();
  const { role, bot, people, person, chat } = phone;
  const { chats, setup, ready } = world.get();
  const unreadOf = (each) => unread(chats[`${bot.id}:${each.id}`]).all;
  const choose = (id) => preferences.set(({ holder }) => ({ holder: { ...holder, [role]: id } }));
  return html`<section
    class=${classes("part", role, tab === role && "chosen")}
    id=${`part-${role}`}
    aria-labelledby=${`title-${role}`}
  >
    <div class="caption">
      <h2 id=${`title-${role}`}>${t(`phone-${role}`)}</h2>
      ${person && html`<${People} role=${role} people=${people} person=${person} unreadOf=${unreadOf} onChoose=${choose} />`}
    </div>
    ${
      bot && person
        ? html`<${Phone}
            key=${person.id}
            role=${role}
            bot=${bot}
            person=${person}
            chat=${chat}
            invitations=${role === "vet" ? openInvitations(setup.invitations, chats) : []}
          />`
        : html`<div class="phone waiting"><p>${ready && !bot && t("bot-missing")}</p></div>`
    }
  </section>`;
}

export function App() {
  const t = useTexts();
  const { ready, online } = useStore(world);
  const { tab } = useStore(preferences);
  const { url } = useStore(panel);
  const phones = ROLES.map(phoneOf);
  return html`<div class=${classes("page", url && "paying")}>
    <${Bar} phones=${phones} online=${online || !ready} />
    <${Guide} owner=${phones[0].chat} vet=${phones[1].chat} />
    <${Tabs} tab=${tab} phones=${phones} />
    <main class="stage">
      ${phones.map((phone) => html`<${Part} key=${phone.role} phone=${phone} tab=${tab} />`)}
      <div class=${classes("part payer", tab === "payer" && "chosen")} id="part-payer">
        <div class="caption"><h2>${t("payer")}</h2></div>
        <${Panel} />
      </div>
    </main>
    <${Problem} />
    <${Viewer} />
  </div>`;
}
