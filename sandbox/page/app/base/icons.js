import { html } from "./html.js";

/** Drawn for this page: one line of 1.8 on a grid of 24. */
const PATHS = {
  paw: "M7.2 12.2c1.3-1.9 2.9-2.9 4.8-2.9s3.5 1 4.8 2.9c1.3 1.8 2.6 2.8 2.6 4.8 0 1.9-1.4 3.2-3.2 3.2-1.5 0-2.6-.9-4.2-.9s-2.7.9-4.2.9c-1.8 0-3.2-1.3-3.2-3.2 0-2 1.3-3 2.6-4.8Z M4.6 8.2v1.6 M9.2 4v1.9 M14.8 4v1.9 M19.4 8.2v1.6",
  clip: "M20 11.5l-8.2 8.2a5 5 0 0 1-7.1-7.1l8.6-8.6a3.4 3.4 0 0 1 4.8 4.8L9.6 17.3a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6",
  send: "M4 12l16-7.5-5 15.5-3.5-6.5L4 12z M11.5 13.5L20 4.5",
  chevron: "M7 10l5 5 5-5",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12 M18 6L6 18",
  more: "M12 5.5v.01 M12 12v.01 M12 18.5v.01",
  reply: "M10 6L4 11.5 10 17 M4.5 11.5H13a7 7 0 0 1 7 7",
  edit: "M5 19l1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L9 18l-4 1z M14.5 6.5l3 3",
  trash: "M5 7h14 M10 7V4.5h4V7 M7 7l.8 12.5h8.4L17 7 M10.3 11v5 M13.7 11v5",
  copy: "M9 9h10.5v10.5H9z M5.5 15H4.5V4.5H15v1",
  smile: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z M8.5 14.2a4.4 4.4 0 0 0 7 0 M9.2 9.5v.6 M14.8 9.5v.6",
  link: "M8 16.5L16.5 8 M9.5 8h7v7",
  image: "M4.5 5h15v14h-15z M4.5 16l4.3-4.3 3.2 3.2 2.8-2.8 4.7 4.4 M15.5 9v.01",
  film: "M4.5 6h11v12h-11z M15.5 10.5l4.5-2.7v8.4l-4.5-2.7",
  round: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z M10.4 9.2v5.6l4.4-2.8-4.4-2.8z",
  voice: "M12 4a2.6 2.6 0 0 0-2.6 2.6v4.8a2.6 2.6 0 0 0 5.2 0V6.6A2.6 2.6 0 0 0 12 4z M6.5 11.5a5.5 5.5 0 0 0 11 0 M12 17v3",
  music: "M9.5 17.5V6l9-1.8v11.3 M9.5 17.5a2.4 2.4 0 1 1-4.8 0 2.4 2.4 0 0 1 4.8 0z M18.5 15.5a2.4 2.4 0 1 1-4.8 0 2.4 2.4 0 0 1 4.8 0z",
  file: "M7 4h7l4 4v12H7z M14 4v4h4 M10 12.5h5 M10 16h5",
  sticker: "M5 5h14v8.5L13.5 19H5z M13.5 19v-5.5H19 M9 9.5v.01 M14 9.5v.01",
  loop: "M5 5h14v14H5z M8 14.5v-5h1.6 M12 9.5v5 M14.5 14.5v-5h2.3 M14.5 12h1.8",
  contact: "M12 12a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8z M5.5 19.5c.4-3.4 3-5.2 6.5-5.2s6.1 1.8 6.5 5.2",
  place: "M12 20.5c4.3-4.4 6.2-7.6 6.2-10.3a6.2 6.2 0 1 0-12.4 0c0 2.7 1.9 5.9 6.2 10.3z M12 12.2a2.1 2.1 0 1 0 0-4.2 2.1 2.1 0 0 0 0 4.2z",
  clock: "M12 3.8a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.4z M12 7.5V12l3 2.2",
  bolt: "M13 3.5L5.5 13.5h5.5L10.5 20.5 18.5 10h-5.7L13 3.5z",
  reset: "M5 12a7 7 0 1 1 2.2 5.1 M5 19v-4.5h4.5",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z M12 3v1.5 M12 19.5V21 M3 12h1.5 M19.5 12H21 M5.6 5.6l1.1 1.1 M17.3 17.3l1.1 1.1 M5.6 18.4l1.1-1.1 M17.3 6.7l1.1-1.1",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
  keyboard: "M4 6.5h16v11H4z M7.5 10v.01 M10.5 10v.01 M13.5 10v.01 M16.5 10v.01 M8.5 14h7",
  slash: "M14.5 5l-5 14",
  check: "M5 12.5l4.5 4.5L19 7.5",
  plus: "M12 5v14 M5 12h14",
  block: "M12 3.8a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.4z M6.3 6.3l11.4 11.4",
  hash: "M9.5 4.5L7.5 19.5 M16.5 4.5L14.5 19.5 M5 9.5h15 M4 14.5h15",
  down: "M12 5v14 M6 13l6 6 6-6",
  card: "M3.5 6.5h17v11h-17z M3.5 10h17 M7 14.5h3",
  warning: "M12 4.5L3.5 19h17L12 4.5z M12 10v4 M12 16.6v.01",
  envelope: "M4 6.5h16v11H4z M4.5 7l7.5 6 7.5-6",
  language: "M4 6h9 M8.5 4v2 M11 6c-.8 3.6-3 6.2-6.5 8 M6 9c1 2.2 3 4 5.5 5 M12.5 20l4-9 4 9 M13.8 17h5.4",
};

/** The play and pause signs are solid. */
const SOLID = {
  play: "M8 5.2v13.6L19 12 8 5.2z",
  pause: "M7 5h3.6v14H7z M13.4 5H17v14h-3.6z",
};

/** @param {{name: string, size?: number}} props decorative: the control beside it carries the words */
export function Icon({ name, size = 20 }) {
  const solid = SOLID[name];
  return html`<svg viewBox="0 0 24 24" width=${size} height=${size} aria-hidden="true" focusable="false">
    <path
      d=${solid ?? PATHS[name]}
      fill=${solid ? "currentColor" : "none"}
      stroke=${solid ? "none" : "currentColor"}
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>`;
}
