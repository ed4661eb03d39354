import { h } from "preact";
import htm from "htm";

/** JSX without a build step: html`<p class=${name}>…</p>`. */
export const html = htm.bind(h);

/** Joins class names, leaving out what is false. */
export const classes = (...names) => names.filter(Boolean).join(" ");
