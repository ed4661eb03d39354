import type { Service } from "./service.ts";

/** The service's process over time: there is always one, unless it was stopped on purpose. */
export interface Supervised {
  readonly current: () => Service;
  /** Stops it, if it runs, does something while nothing runs, and starts it again. */
  readonly restart: (meanwhile?: () => Promise<void>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A process that ends at once when started would be started again and again: after this many times it is left. */
const MAX_FALLS = 5;

/** Starts the service and starts it again when it ends by itself; `fallen` is told each time. */
export async function supervise(
  start: () => Promise<Service>,
  fallen: (how: number | string) => void,
): Promise<Supervised> {
  let falls = 0;
  let service = await started();

  async function started(): Promise<Service> {
    const next = await start();
    void next.ended.then((how) => {
      if (next.stopping() || next !== service) return;
      fallen(how);
      falls += 1;
      if (falls <= MAX_FALLS) void replace().catch(() => fallen("it does not start"));
    });
    return next;
  }

  async function replace(): Promise<void> {
    service = await started();
  }

  return {
    current: () => service,
    async restart(meanwhile) {
      await service.stop();
      await meanwhile?.();
      await replace();
    },
    close: () => service.stop(),
  };
}
