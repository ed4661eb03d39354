import { classes, html } from "../base/html.js";
import { preferences } from "../base/preferences.js";
import { useTexts } from "../base/texts.js";
import { unreadOf } from "../data/phones.js";
import { world } from "../data/world.js";
import { Apps } from "./apps.js";
import { People } from "./people.js";
import { Phone } from "./phone.js";

/** Invitations that nobody on this page has opened. */
function openInvitations(invitations, chats) {
  const opened = new Set(
    Object.values(chats).flatMap(({ messages }) => messages.map(({ text }) => text.replace(/^\/start /, ""))),
  );
  return invitations.filter(({ payload }) => !opened.has(payload));
}

/** A phone with its caption: which messenger is open on it, and who holds it. */
export function Part({ phone, tab }) {
  const t = useTexts();
  const { role, apps, name, bot, people, person, chat } = phone;
  const { chats, setup, ready } = world.get();
  const choose = (id) => preferences.set(({ holder }) => ({ holder: { ...holder, [role]: id } }));
  return html`<section
    class=${classes("part", role, name, tab === role && "chosen")}
    id=${`part-${role}`}
    aria-labelledby=${`title-${role}`}
  >
    <div class=${classes("caption", apps.length > 1 && "switched")}>
      <h2 id=${`title-${role}`}>
        ${apps.length > 1 ? t(`who-${role}`) : t(`phone-${role}`, { app: "telegram" })}
      </h2>
      ${apps.length > 1 && html`<${Apps} role=${role} apps=${apps} open=${name} />`}
      ${
        person &&
        html`<${People}
          role=${role}
          bot=${bot}
          people=${people}
          person=${person}
          unreadOf=${(each) => unreadOf(role, each)}
          onChoose=${choose}
        />`
      }
    </div>
    ${
      bot && person
        ? html`<${Phone}
            key=${`${name} ${person.id}`}
            role=${role}
            app=${name}
            bot=${bot}
            person=${person}
            chat=${chat}
            invitations=${role === "vet" ? openInvitations(setup.invitations, chats) : []}
          />`
        : html`<div class="phone waiting"><p>${ready && !bot && t("bot-missing")}</p></div>`
    }
  </section>`;
}
