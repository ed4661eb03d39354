import { useEffect, useId, useRef } from "preact/hooks";
import { html } from "../base/html.js";

/**
 * A modal question. Escape means no, and so does every button of type submit: the browser closes it and gives the focus back.
 * @param {{title: string, onClose: () => void, children: unknown, actions: unknown}} props
 */
export function Dialog({ title, onClose, children, actions }) {
  const dialog = useRef(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return html`<dialog ref=${dialog} class="dialog" aria-labelledby=${id} onClose=${onClose}>
    <form method="dialog">
      <h2 id=${id}>${title}</h2>
      ${children}
      <div class="actions">${actions}</div>
    </form>
  </dialog>`;
}
