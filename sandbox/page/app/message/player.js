import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { duration } from "../base/time.js";
import { useTexts } from "../base/texts.js";
import { nameOf } from "../data/chat.js";

const BARS = 34;

/** A waveform that looks like one, always the same for the same file; the sound itself is not measured. */
function heights(seed) {
  let state = 11;
  for (const letter of seed) state = (state * 33 + letter.charCodeAt(0)) >>> 0;
  return Array.from({ length: BARS }, (_, index) => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    const swell = 0.45 + 0.55 * Math.abs(Math.sin((index / BARS) * Math.PI * 2.3 + (state % 7)));
    return Math.round(18 + 82 * swell * (0.45 + 0.55 * ((state >>> 16) / 65_535)));
  });
}

function Wave({ seed, played }) {
  return html`<span class="wave" aria-hidden="true">
    ${heights(seed).map(
      (height, index) =>
        html`<i class=${index / BARS < played ? "played" : ""} style=${{ height: `${height}%` }}></i>`,
    )}
  </span>`;
}

/** Plays a file; one at a time. */
let playing = null;

function useSound(src) {
  const audio = useRef(null);
  const [state, setState] = useState({ on: false, at: 0, length: 0, broken: false });
  useEffect(() => () => audio.current?.pause(), []);
  const update = (more) => setState((old) => ({ ...old, ...more }));
  function sound() {
    if (audio.current) return audio.current;
    const made = new Audio(src);
    made.addEventListener("timeupdate", () => update({ at: made.currentTime }));
    made.addEventListener("durationchange", () =>
      update({ length: Number.isFinite(made.duration) ? made.duration : 0 }),
    );
    made.addEventListener("play", () => update({ on: true, broken: false }));
    made.addEventListener("pause", () => update({ on: false }));
    made.addEventListener("ended", () => update({ on: false, at: 0 }));
    made.addEventListener("error", () => update({ on: false, broken: true }));
    return (audio.current = made);
  }
  function toggle() {
    const made = sound();
    if (!made.paused) return made.pause();
    if (playing && playing !== made) playing.pause();
    playing = made;
    return made.play().catch(() => setState((old) => ({ ...old, on: false, broken: true })));
  }
  return { ...state, toggle };
}

/** A voice message, or a piece of music with its title. */
export function Player({ kind, file, src }) {
  const t = useTexts();
  const { on, at, length, broken, toggle } = useSound(src);
  const total = length || file.duration || 0;

  return html`<div class="player">
    <button type="button" class="play" aria-label=${t(on ? "pause" : "play")} onClick=${toggle}>
      <${Icon} name=${on ? "pause" : "play"} size="22" />
    </button>
    <div class="track">
      ${
        kind === "voice"
          ? html`<${Wave} seed=${file.file_unique_id} played=${total ? at / total : 0} />`
          : html`<span class="title">${nameOf(t, { kind, file })}</span
              >${file.performer && html`<small>${file.performer}</small>`}`
      }
      <small class="length">${broken ? t("cannot-play") : `${duration(at)} / ${duration(total)}`}</small>
    </div>
  </div>`;
}
