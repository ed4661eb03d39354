import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useTexts } from "../base/texts.js";
import { changePerson } from "../data/people.js";
import { BotAvatar } from "../ui/avatar.js";
import { attempt } from "../ui/problem.js";

/** A chat that has not begun: what the bot says of itself, and the invitations to be taken up. */
export function NotBegun({ app, bot, person, invitations, acts }) {
  const t = useTexts();
  // Whoever opens an invitation is the one who was invited.
  const open = ({ name, payload }) =>
    attempt(async () => {
      const [first_name = name, ...rest] = name.split(" ");
      await changePerson(person, { first_name, last_name: rest.join(" ") });
      await acts.start(payload);
    });
  const words = ["about", "short"]
    .flatMap((what) => [`${what} ${person.language_code ?? ""}`, `${what} `])
    .map((key) => bot.texts[key])
    .find(Boolean);
  return html`<div class="not-begun">
    <div class="card">
      <${BotAvatar} size="72" />
      <h4>${bot.first_name}</h4>
      <p>${words ?? t(invitations.length > 0 ? "not-begun-invited" : "not-begun", { app })}</p>
      ${
        invitations.length > 0 &&
        html`<ul class="invitations" aria-label=${t("invitations")}>
          ${invitations.map(
            ({ payload, name, role }) =>
              html`<li key=${payload}>
                <button type="button" onClick=${() => open({ name, payload })}>
                  <${Icon} name="envelope" />
                  <span><b>${name}</b><small>${t(`role-${role}`)}</small></span>
                  <span class="open">${t("open")}</span>
                </button>
              </li>`,
          )}
        </ul>`
      }
    </div>
  </div>`;
}

/** In the place of the composer, until the chat begins. */
export function StartBar({ acts }) {
  const t = useTexts();
  return html`<div class="start-bar">
    <button type="button" class="button primary start" onClick=${() => acts.start()}>${t("start")}</button>
  </div>`;
}

/** In the place of the composer, while the bot is blocked. */
export function BlockedBar({ acts }) {
  const t = useTexts();
  return html`<div class="start-bar">
    <button type="button" class="button primary" onClick=${() => acts.run("block", { blocked: false })}>
      ${t("unblock")}
    </button>
  </div>`;
}
