/**
 * Natural batching: one batch is under way, and whatever gathers meanwhile is the next one. The first of a quiet time
 * goes at once, so a lone item pays no delay and a burst shares transactions.
 *
 * @returns a function that resolves when its items are done, or rejects with what their batch failed with
 */
export function gather<T>(run: (items: T[]) => Promise<unknown>): (items: readonly T[]) => Promise<void> {
  let waiting: { items: readonly T[]; done: () => void; failed: (error: unknown) => void }[] = [];
  let busy = false;

  async function work(): Promise<void> {
    busy = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await run(batch.flatMap(({ items }) => items));
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    busy = false;
  }

  return (items) =>
    new Promise((done, failed) => {
      if (items.length === 0) return done();
      waiting.push({ items, done, failed });
      if (!busy) void work();
    });
}
