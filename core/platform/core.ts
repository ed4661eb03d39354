import type { Clock } from "./clock.ts";
import { inTransaction, isTransaction, type Db } from "./database.ts";
import type { Faults } from "./faults.ts";
import type { FileStore } from "./files.ts";
import type { Ids } from "./ids.ts";
import type { Locale } from "./locale.ts";
import type { Keys } from "./seal.ts";
import type { Topic } from "./wakeups.ts";

/** What the clinic configured and use cases have to know. */
export interface Settings {
  /** Where people reach our web pages, without a trailing slash; undefined: no pages, so nothing can be bought. */
  readonly publicUrl: string | undefined;
  /** Names of the gateways that take money; none: only bank transfers can, where the catalogue says to which account. */
  readonly gateways: readonly string[];
  /** One of them can hold money on a card until it is earned; so a consultation may begin with its payment. */
  readonly holds?: boolean;
  /** By currency, in minor units: what a cashier decides about alone. Of any other currency nothing. */
  readonly cashierLimits: Readonly<Record<string, number>>;
  /** User names of the bots, without @, as the messenger reports them. */
  readonly ownerBot: string;
  readonly staffBot: string;
  /** The service's number on WhatsApp, E.164 without the plus; undefined: owners are not spoken with there. */
  readonly whatsappNumber: string | undefined;
  /** How WhatsApp is reached; nothing: it is not. */
  readonly whatsappDriver?: "web" | "cloud" | undefined;
  /** Language of people whose own is not known. */
  readonly defaultLocale: Locale;
}

/** What every use case takes first. Inside a turn `db` is that turn's transaction. */
export interface Core {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keys: Keys;
  readonly files: FileStore;
  readonly settings: Settings;
  /** Says that work of a kind is there. Inside `transact` it is said after the commit. */
  readonly wake: (topic: Topic) => void;
  /** Where things are made to fail, to see that nothing is lost; absent in a real service. */
  readonly faults?: Faults | undefined;
}

/**
 * Runs a use case in one transaction: the caller's, if it has one, else its own. Whatever the work wakes is woken
 * after the commit, and not at all when it throws.
 */
export async function transact<T>(core: Core, work: (core: Core) => Promise<T>): Promise<T> {
  if (isTransaction(core.db)) return work(core);
  const topics = new Set<Topic>();
  const result = await inTransaction(core.db, (db) =>
    work({ ...core, db, wake: (topic) => void topics.add(topic) }),
  );
  for (const topic of topics) core.wake(topic);
  return result;
}
