import { useEffect, useRef } from "preact/hooks";
import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { createStore, useStore } from "../base/store.js";
import { useTexts } from "../base/texts.js";

/** The picture that is looked at in full. */
const viewed = createStore({ src: null, alt: "" });

export const view = (src, alt) => viewed.set({ src, alt });

export function Viewer() {
  const t = useTexts();
  const { src, alt } = useStore(viewed);
  const dialog = useRef(null);
  useEffect(() => {
    if (src && !dialog.current.open) dialog.current.showModal();
  }, [src]);
  return html`<dialog
    ref=${dialog}
    class="viewer"
    aria-label=${t("viewer")}
    onClose=${() => viewed.set({ src: null })}
    onClick=${() => dialog.current.close()}
  >
    <button type="button" class="icon-button close" aria-label=${t("close")}>
      <${Icon} name="close" size="24" />
    </button>
    ${src && html`<img src=${src} alt=${alt} />`}
  </dialog>`;
}
