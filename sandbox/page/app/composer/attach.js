import { useRef } from "preact/hooks";
import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useTexts } from "../base/texts.js";
import { MenuItem, Popover } from "../ui/popover.js";
import { ODD, SAMPLES } from "./samples.js";

/** Own files by how they are sent. Photos and films of one choice become an album. */
const KINDS = [
  { kind: "photo", icon: "image", accept: "image/*" },
  { kind: "video", icon: "film", accept: "video/*" },
  { kind: "document", icon: "file", accept: "" },
  { kind: "voice", icon: "voice", accept: "audio/*" },
  { kind: "audio", icon: "music", accept: "audio/*" },
  { kind: "video_note", icon: "round", accept: "video/*" },
  { kind: "animation", icon: "loop", accept: "image/gif,video/mp4" },
];

const line = (icon, words, onSelect) =>
  html`<${MenuItem} icon=${html`<${Icon} name=${icon} />`} onSelect=${onSelect}>${words}<//>`;

/**
 * The paper clip: ready-made things first, so that nobody needs a file of their own.
 * @param {{app: string, onFiles: (kind: string, files: File[]) => void, onSample: (sample: object) => void,
 *   onLocation: () => void, onContact: () => void}} props
 */
export function Attach({ app, onFiles, onSample, onLocation, onContact }) {
  const t = useTexts();
  const input = useRef(null);
  const kind = useRef("document");
  const choose = (wish) => {
    kind.current = wish.kind;
    input.current.accept = wish.accept;
    input.current.multiple = wish.kind !== "video_note" && wish.kind !== "voice";
    input.current.click();
  };
  return html`<${Popover}
      label=${t("attach")}
      triggerLabel=${t("attach")}
      trigger=${html`<${Icon} name="clip" size="22" />`}
      class="attach-menu"
    >
      ${(close) => {
        const then = (work) => () => {
          close();
          work();
        };
        return html`
          <p class="menu-title" role="presentation">${t("samples")}</p>
          <div class="columns" role="presentation">
            ${SAMPLES.map((sample) =>
              line(
                sample.icon,
                t(`sample-${sample.name}`),
                then(() => onSample(sample)),
              ),
            )}
            ${line("place", t("kind-location"), then(onLocation))}
            ${line("contact", t("my-contact"), then(onContact))}
          </div>
          <p class="menu-title" role="presentation">${t("own-files")}</p>
          <div class="columns" role="presentation">
            ${KINDS.map((each) =>
              line(
                each.icon,
                t(`own-${each.kind}`),
                then(() => choose(each)),
              ),
            )}
          </div>
          <p class="menu-title" role="presentation">${t("odd-things")}</p>
          <div class="columns" role="presentation">
            ${ODD.filter(({ only }) => !only || only === app).map((sample) =>
              line(
                "warning",
                t(`sample-${sample.name}`),
                then(() => onSample(sample)),
              ),
            )}
          </div>
        `;
      }}
    <//>
    <input
      ref=${input}
      type="file"
      hidden
      onChange=${(event) => {
        const files = [...event.currentTarget.files];
        event.currentTarget.value = "";
        if (files.length > 0) onFiles(kind.current, files);
      }}
    />`;
}
