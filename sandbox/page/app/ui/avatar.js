import { classes, html } from "../base/html.js";

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

export function Avatar({ name, size = 40, ...rest }) {
  return html`<span
    class=${classes("avatar", rest.class)}
    style=${{ "--size": `${size}px`, "--hue": hue(name) }}
    aria-hidden="true"
    >${initials(name)}</span
  >`;
}
