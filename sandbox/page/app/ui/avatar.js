import { classes, html } from "../base/html.js";
import { Icon } from "../base/icons.js";

/** A calm hue of the same name, always the same. */
function hue(name) {
  let sum = 7;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 360;
  return sum;
}

const initials = (name) =>
  name
    .split(/\s+/)
    .filter((word) => /\p{L}|\p{N}/u.test(word))
    .slice(0, 2)
    .map((word) => [...word.replace(/^[^\p{L}\p{N}]+/u, "")][0])
    .join("")
    .toUpperCase() || "·";

/** Our own bots carry the sign of the house, in the colour of their phone. */
export function BotAvatar({ size = 40 }) {
  return html`<span class="avatar bot" style=${{ "--size": `${size}px` }}
    ><${Icon} name="paw" size=${Math.round(size * 0.62)}
  /></span>`;
}

export function Avatar({ name, size = 40, ...rest }) {
  return html`<span
    class=${classes("avatar", rest.class)}
    style=${{ "--size": `${size}px`, "--hue": hue(name) }}
    aria-hidden="true"
    >${initials(name)}</span
  >`;
}
