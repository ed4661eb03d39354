import { useId, useRef, useState } from "preact/hooks";
import { classes, html } from "../base/html.js";

const GAP = 6;

/** Puts the popover beside the rectangle, on the side with room, never outside the window. */
function place(popover, around) {
  const width = popover.offsetWidth;
  const height = popover.offsetHeight;
  const below = innerHeight - around.bottom - GAP;
  const top = below >= height || below >= around.top ? around.bottom + GAP : around.top - GAP - height;
  const left = around.left + width + GAP <= innerWidth ? around.left : around.right - width;
  popover.style.top = `${Math.max(GAP, Math.min(top, innerHeight - height - GAP))}px`;
  popover.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
}

function move(event, popover) {
  const items = [...popover.querySelectorAll("[role^=menuitem]:not(:disabled)")];
  const at = items.indexOf(document.activeElement);
  const last = items.length - 1;
  const to = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[
    event.key
  ];
  if (to === undefined) return;
  event.preventDefault();
  items[to]?.focus();
}

/**
 * A button and what it opens. The browser itself closes it on Escape and on a press elsewhere, and gives the focus back.
 * @param {{
 *   label: string, kind?: "menu" | "panel", class?: string, trigger: unknown,
 *   triggerClass?: string, triggerLabel?: string, children: (close: () => void) => unknown,
 *   opener?: { current: ((point?: {x: number, y: number}) => void) | null },
 *   stop?: boolean,
 * }} props `opener` is given a function that opens it from elsewhere, at a point; `stop`: whether Tab stops at the button
 */
export function Popover({
  label,
  kind = "menu",
  trigger,
  triggerClass,
  triggerLabel,
  children,
  opener,
  stop = true,
  ...rest
}) {
  const id = useId().replaceAll(":", "");
  const [open, setOpen] = useState(false);
  const button = useRef(null);
  const popover = useRef(null);
  const point = useRef(null);
  const close = () => popover.current?.hidePopover();

  // Its size is known once it is shown with its content; until it has its place nobody sees it (`.placed`).
  // The browser tells of it in a task of its own: what was opened may have been taken off the page by then.
  function onToggle({ currentTarget: panel, newState }) {
    if (!panel.isConnected) return;
    const shown = newState === "open";
    const at = point.current;
    // Its content goes after it has closed: the browser gives the focus back only from something that is there.
    setOpen(shown);
    if (!shown) point.current = null;
    else place(panel, at ? DOMRect.fromRect({ x: at.x, y: at.y }) : button.current.getBoundingClientRect());
    panel.classList.toggle("placed", shown);
    if (shown)
      panel
        .querySelector("[autofocus], [role^=menuitem], button, input, select")
        ?.focus({ preventScroll: true });
  }

  if (opener)
    opener.current = (at) => {
      point.current = at ?? null;
      popover.current?.showPopover();
    };

  return html`<span class="popover-anchor">
    <button
      ref=${button}
      type="button"
      class=${triggerClass ?? "icon-button"}
      popovertarget=${id}
      tabindex=${stop ? undefined : -1}
      aria-haspopup=${kind === "menu" ? "menu" : "dialog"}
      aria-expanded=${open ? "true" : "false"}
      aria-label=${triggerLabel}
      title=${triggerLabel}
    >
      ${trigger}
    </button>
    <div
      ref=${popover}
      id=${id}
      popover="auto"
      class=${classes("popover scrolls", rest.class)}
      role=${open ? (kind === "menu" ? "menu" : "dialog") : undefined}
      aria-label=${label}
      onBeforeToggle=${(event) => event.newState === "open" && setOpen(true)}
      onToggle=${onToggle}
      onKeyDown=${kind === "menu" ? (event) => move(event, event.currentTarget) : undefined}
    >
      ${open && children(close)}
    </div>
  </span>`;
}

/** One line of a menu. */
export function MenuItem({ icon, note, checked, danger, onSelect, children }) {
  const role = checked === undefined ? "menuitem" : "menuitemcheckbox";
  return html`<button
    type="button"
    role=${role}
    aria-checked=${checked === undefined ? undefined : String(checked)}
    class=${classes("menu-item", danger && "danger")}
    tabindex="-1"
    onClick=${onSelect}
  >
    ${icon}<span class="grow">${children}${note && html`<small>${note}</small>`}</span>
    ${checked && html`<span aria-hidden="true">✓</span>`}
  </button>`;
}
