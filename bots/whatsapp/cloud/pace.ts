/**
 * Lets so many begin in a second and no more, evenly, in the order they came. By the machine's clock, as the limit is
 * the platform's.
 *
 * @returns a function that resolves when the caller may begin
 */
export function pace(perSecond: number): () => Promise<void> {
  const gap = 1000 / perSecond;
  let next = 0;
  return async () => {
    const now = performance.now();
    const at = Math.max(now, next);
    next = at + gap;
    // A timer is no finer than a millisecond.
    if (at - now >= 1) await new Promise((resolve) => setTimeout(resolve, at - now));
  };
}
