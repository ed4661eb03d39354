import type { Deliveries } from "../../core/messaging/delivery.ts";
import type { Messenger } from "../../core/messaging/messenger.ts";
import type { Life, Stage } from "./stage.ts";

/** The service with one thing in it broken. */
export interface Mutant {
  /** Statements for its database: what it no longer minds, or does besides. */
  readonly database?: readonly string[];
  /** In the place of a messenger. */
  readonly messenger?: (messenger: Messenger, stage: Stage, life: Life) => Messenger;
  /** In the place of the way out. */
  readonly deliveries?: (out: Deliveries) => Deliveries;
  /** Updates are acknowledged as soon as they have come. */
  readonly hasty?: true;
  /** Nobody looks by the clock for what was not woken. */
  readonly unswept?: true;
}

/** Done whenever rows of a table are written. */
const whenever = (
  table: string,
  when: "before insert" | "after insert" | "before update" | "after update",
  body: string,
): readonly string[] => [
  `create function broken() returns trigger language plpgsql as $$ begin ${body} end $$`,
  `create trigger broken ${when} on ${table} for each row execute function broken()`,
];

/** What a service is that only looks right, and what is said of it. */
export const mutants: Readonly<Record<string, { readonly mutant: Mutant; readonly found: RegExp }>> = {
  "marks before it sends": {
    mutant: {
      messenger: (messenger, stage, life) => ({
        ...messenger,
        perform(job) {
          // The request leaves when all has been written down.
          const later = stage.step(life, "put off", () => undefined).then(() => messenger.perform(job));
          later.catch(() => undefined);
          return Promise.resolve({ kind: "sent", externalIds: [`early ${job.id}`] });
        },
      }),
    },
    found: /is noted as sent and was not/,
  },
  "tries again what was refused": {
    mutant: {
      messenger: (messenger) => ({
        ...messenger,
        async perform(job) {
          const outcome = await messenger.perform(job);
          return outcome.kind === "refused" ? { kind: "later", ms: 1_000, chat: false } : outcome;
        },
      }),
    },
    found: /was refused and asked for again|never comes to rest/,
  },
  "keeps a lease for ever": {
    mutant: {
      database: whenever(
        "outbox",
        "before update",
        "if old.lease_until is not null and new.tries > old.tries then return null; end if; return new;",
      ),
    },
    found: /never comes to rest/,
  },
  "holds nothing by a lease": {
    mutant: { database: whenever("outbox", "before update", "new.lease_until = null; return new;") },
    found: /was done twice for nothing|was done \d times/,
  },
  "orders by time instead of sequence": {
    mutant: {
      database: whenever(
        "outbox",
        "before insert",
        `new.seq = (extract(epoch from new.created_at) * 1000)::bigint * 10000 + abs(hashtext(new.id::text)) % 10000;
         return new;`,
      ),
    },
    found: /stands before/,
  },
  "forgets what came in": {
    mutant: {
      database: whenever(
        "received",
        "after insert",
        "delete from received where channel = new.channel and external_id = new.external_id; return null;",
      ),
    },
    found: /messages that nobody wrote|answers/,
  },
  "acknowledges before the commit": { mutant: { hasty: true }, found: /is lost/ },
  "asks one bot for the files of the other": {
    mutant: { database: whenever("file", "before insert", "new.channel = 'telegram'; return new;") },
    found: /was asked for a file of/,
  },
  "never looks for what nobody was woken for": {
    mutant: { unswept: true },
    found: /never comes to rest/,
  },
  "lets all chats wait for one of them": {
    mutant: {
      database: whenever(
        "identity",
        "after update",
        `if pg_trigger_depth() = 1 and new.paused_until is distinct from old.paused_until then
           update identity set paused_until = new.paused_until;
         end if;
         return null;`,
      ),
    },
    found: /though nothing hindered it/,
  },
  "drops what is under way when it is asked to end": {
    mutant: { deliveries: (out) => ({ ...out, close: () => Promise.resolve() }) },
    found: /was under way when its process ended|though nothing hindered it/,
  },
};
