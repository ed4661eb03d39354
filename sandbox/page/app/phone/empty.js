import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useTexts } from "../base/texts.js";
import { Avatar } from "../ui/avatar.js";

/** A chat that has not begun: what the bot says of itself, an invitation if there is one, and the start button. */
export function NotBegun({ bot, person, invitations, acts }) {
  const t = useTexts();
  const words = ["about", "short"]
    .flatMap((what) => [`${what} ${person.language_code ?? ""}`, `${what} `])
    .map((key) => bot.texts[key])
    .find(Boolean);
  return html`<div class="not-begun">
    <div class="card">
      <${Avatar} name=${bot.first_name} size="72" />
      <h4>${bot.first_name}</h4>
      <p>${words ?? t("not-begun")}</p>
      ${invitations.map(
        (invitation) =>
          html`<button type="button" class="invitation" key=${invitation.payload} onClick=${() => acts.start(invitation.payload)}>
            <${Icon} name="envelope" />
            <span><b>${t("invitation")}</b><small>${invitation.name}</small></span>
          </button>`,
      )}
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
    <button type="button" class="button primary" onClick=${() => acts.run("block", { blocked: false })}>${t("unblock")}</button>
  </div>`;
}
