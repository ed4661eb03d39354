import { openStore, type StoreOptions } from "./store.ts";

/** The payments of a simulator: in memory, and in its table. */
export interface Book<T> {
  readonly payments: Map<string, T>;
  readonly save: (payment: T) => Promise<void>;
  readonly clear: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens the book with what it held; without an address of a database nothing outlives the process. */
export async function openBook<T>(
  databaseUrl: string | undefined,
  options: StoreOptions<T>,
): Promise<Book<T>> {
  const store = await openStore<T>(databaseUrl, options);
  const payments = new Map((await store.load()).map((payment) => [options.keyOf(payment), payment]));
  return {
    payments,
    async save(payment) {
      payments.set(options.keyOf(payment), payment);
      await store.save(payment);
    },
    async clear() {
      payments.clear();
      await store.clear();
    },
    close: () => store.close(),
  };
}
