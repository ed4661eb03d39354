/** Why WhatsApp cannot be reached for a while. */
export type LostReason =
  /** The browser did not start, or the page did not load. */
  | "start"
  /** The browser's process ended. */
  | "browser"
  | "page crash"
  /** The page does not answer. */
  | "page silent"
  /** WhatsApp Web was opened elsewhere with this session. */
  | "conflict"
  /** The phone ended this device: it has to be paired anew. */
  | "logged out"
  /** Connected, and never ready. */
  | "never ready"
  /** Connected, and messages came that no event told of. */
  | "deaf"
  /** WhatsApp closed the connection in another way. */
  | "closed";

/** How it stands with the number on WhatsApp Web. What is in `qr` and `code` pairs a device: for the administrator's eyes only. */
export type WebState =
  | { readonly kind: "off" }
  | { readonly kind: "starting" }
  /** To be scanned by the number's phone: what the picture of the QR code says. WhatsApp renews it every 20 s or so. */
  | { readonly kind: "qr"; readonly qr: string }
  /** To be typed on the number's phone: eight letters and digits. */
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "ready"; readonly phone: string }
  /** It is started again by itself at `again`. */
  | { readonly kind: "lost"; readonly reason: LostReason; readonly again: Date };

/** A state that others can look at and follow. */
export interface Watched<T> {
  readonly now: () => T;
  /** Calls `listener` with each new state; returns how to stop that. */
  on(listener: (state: T) => void): () => void;
}

export function watched<T>(first: T): Watched<T> & { set(next: T): void } {
  let state = first;
  const listeners = new Set<(state: T) => void>();
  return {
    now: () => state,
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set(next) {
      state = next;
      for (const listener of listeners) listener(next);
    },
  };
}
