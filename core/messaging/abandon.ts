/**
 * Waiting that can be broken off: a process that has to end does not wait for a network any longer.
 *
 *     const outcome = await waiting.for(request, { kind: "unknown" });
 */
export interface Waiting {
  /** What the work resolves to; or `instead`, once it was broken off. */
  for<T>(work: Promise<T>, instead: T): Promise<T>;
  /** Everything that is waited for, now and from now on, is taken as its `instead`. */
  readonly breakOff: () => void;
}

export function waiting(): Waiting {
  // A race with one promise that lives as long as the process would keep every outcome in memory.
  const under = new Set<() => void>();
  let over = false;
  return {
    for: (work, instead) =>
      new Promise((resolve, reject) => {
        const stop = () => resolve(instead);
        if (over) stop();
        under.add(stop);
        work.then(resolve, reject).finally(() => under.delete(stop));
      }),
    breakOff() {
      over = true;
      for (const stop of under) stop();
    },
  };
}
