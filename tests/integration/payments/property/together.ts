/** At the same moment; waits for all of them, whatever becomes of one. */
export async function together(all: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(all);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}
