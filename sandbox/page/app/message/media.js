import { useState } from "preact/hooks";
import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { duration } from "../base/time.js";
import { useTexts } from "../base/texts.js";
import { fileAddress } from "../data/api.js";
import { nameOf } from "../data/chat.js";
import { view } from "../ui/viewer.js";
import { Player } from "./player.js";

/** The longer side of a picture in a bubble, px. */
const LARGEST = 300;
const LEAST = 140;

/** The room a picture takes, known before it is loaded, so that nothing moves when it arrives. */
function room({ width = 320, height = 240 }) {
  const scale = Math.min(1, LARGEST / Math.max(width, height));
  return { width: `${Math.max(LEAST, Math.round(width * scale))}px`, aspectRatio: `${width} / ${height}` };
}

function Lost({ kind }) {
  const t = useTexts();
  return html`<span class="lost"
    ><${Icon} name="warning" /> ${t("cannot-show", { kind: t(`kind-${kind}`, { name: "" }) })}</span
  >`;
}

export function Photo({ file, alt, covered, fills }) {
  const t = useTexts();
  const [lost, setLost] = useState(false);
  const [hidden, setHidden] = useState(covered === true);
  const src = fileAddress(file.file_unique_id);
  const style = fills ? undefined : room(file);
  if (lost) return html`<div class="picture" style=${style}><${Lost} kind="photo" /></div>`;
  return html`<button
    type="button"
    class="picture"
    style=${style}
    aria-label=${hidden ? t("spoiler") : t("open-photo")}
    onClick=${() => (hidden ? setHidden(false) : view(src, alt))}
  >
    <img src=${src} alt="" loading="lazy" class=${hidden ? "covered" : ""} onError=${() => setLost(true)} />
  </button>`;
}

function Film({ file, loop, fills }) {
  const [lost, setLost] = useState(false);
  const src = fileAddress(file.file_unique_id);
  const style = fills ? undefined : room(file);
  if (lost)
    return html`<div class="picture" style=${style}><${Lost} kind=${loop ? "animation" : "video"} /></div>`;
  if (loop && file.mime_type === "image/gif") return html`<${Photo} file=${file} alt="" fills=${fills} />`;
  // The still picture stays still for those who asked for less motion.
  const moves = loop && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  return html`<div class="picture film" style=${style}>
    <video
      src=${src}
      preload="metadata"
      controls
      loop=${loop}
      muted=${moves}
      autoplay=${moves}
      playsinline
      onError=${() => setLost(true)}
    ></video>
  </div>`;
}

function Round({ file }) {
  const t = useTexts();
  const [state, setState] = useState("still");
  return html`<div class="round">
    <video
      src=${fileAddress(file.file_unique_id)}
      preload="metadata"
      playsinline
      onEnded=${() => setState("still")}
      onError=${() => setState("lost")}
    ></video>
    ${
      state === "lost"
        ? html`<${Lost} kind="video_note" />`
        : html`<button
            type="button"
            class="play"
            aria-label=${t(state === "playing" ? "pause" : "play")}
            onClick=${(event) => {
              const film = event.currentTarget.previousElementSibling;
              if (state === "playing") film.pause();
              else film.play().catch(() => setState("lost"));
              setState(state === "playing" ? "still" : "playing");
            }}
          >
            <${Icon} name=${state === "playing" ? "pause" : "play"} size="26" />
          </button>`
    }
    <small class="length">${duration(file.duration)}</small>
  </div>`;
}

const size = (bytes = 0) =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1_048_576
      ? `${Math.round(bytes / 1024)} KB`
      : `${(bytes / 1_048_576).toFixed(1)} MB`;

function Paper({ file }) {
  const t = useTexts();
  const name = nameOf(t, { kind: "document", file });
  const extension = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? "";
  return html`<a class="paper" href=${fileAddress(file.file_unique_id)} download=${name}>
    <span class="sheet" aria-hidden="true"
      >${extension ? extension.toUpperCase() : html`<${Icon} name="file" />`}</span
    >
    <span class="about"><span class="name">${name}</span><small>${size(file.file_size)}</small></span>
  </a>`;
}

function Sticker({ file }) {
  const t = useTexts();
  const [lost, setLost] = useState(false);
  const label = nameOf(t, { kind: "sticker", file });
  return lost
    ? html`<span class="sticker" role="img" aria-label=${label}>${file.emoji ?? "🐾"}</span>`
    : html`<img
        class="sticker"
        src=${fileAddress(file.file_unique_id)}
        alt=${label}
        onError=${() => setLost(true)}
      />`;
}

/** What a message shows beside its words. `fills`: it is a tile of an album and takes the room it is given. */
export function Media({ kind, file, alt, covered, fills }) {
  switch (kind) {
    case "photo":
      return html`<${Photo} file=${file} alt=${alt} covered=${covered} fills=${fills} />`;
    case "video":
      return html`<${Film} file=${file} fills=${fills} />`;
    case "animation":
      return html`<${Film} file=${file} fills=${fills} loop />`;
    case "video_note":
      return html`<${Round} file=${file} />`;
    case "sticker":
      return html`<${Sticker} file=${file} />`;
    case "voice":
    case "audio":
      return html`<${Player} kind=${kind} file=${file} src=${fileAddress(file.file_unique_id)} />`;
    default:
      return html`<${Paper} file=${file} />`;
  }
}
