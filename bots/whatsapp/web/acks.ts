/** How far our messages got: the library sends before WhatsApp's servers have answered, and tells later. */

/** -1: refused, 1: at the servers; undefined: nobody told in time. */
export type Acknowledged = -1 | 1 | undefined;

export interface Acks {
  note(id: string, ack: number): void;
  wait(id: string, ms: number): Promise<Acknowledged>;
  /** Nobody will tell any more: the page is gone. */
  abandon(): void;
}

/** Acks kept for messages whose sending has not returned yet. */
const KEPT = 1_000;

export function createAcks(): Acks {
  const told = new Map<string, -1 | 1>();
  const waiting = new Map<string, (ack: Acknowledged) => void>();

  return {
    note(id, ack) {
      // 0: it has not left.
      if (ack === 0) return;
      const result = ack < 0 ? -1 : 1;
      told.set(id, result);
      if (told.size > KEPT) for (const oldest of told.keys()) if (told.delete(oldest)) break;
      waiting.get(id)?.(result);
    },
    wait(id, ms) {
      const known = told.get(id);
      if (known !== undefined) return Promise.resolve(known);
      return new Promise((resolve) => {
        const timer = setTimeout(() => done(undefined), ms);
        function done(ack: Acknowledged): void {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(ack);
        }
        waiting.set(id, done);
      });
    },
    abandon() {
      for (const done of waiting.values()) done(undefined);
    },
  };
}
