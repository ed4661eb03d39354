/**
 * Keeps the simulated chats over a restart. Records are written behind: the newest state of each, many in one statement,
 * a moment after it changed and on close. One table of JSON texts is enough, since the world is read whole at the start
 * (text, not jsonb: it may hold any character a person can type).
 */
import { Pool } from "pg";

export type RecordKind =
  | "person"
  | "bot"
  | "chat"
  | "message"
  | "file"
  | "update"
  | "whatsapp_chat"
  | "whatsapp_message"
  | "whatsapp_event";

export interface StoredRecord {
  kind: RecordKind;
  key: string;
  value: unknown;
  bytes?: Buffer;
}

export interface Store {
  /** Remembers the record as it will be when it is written, not as it is now. */
  put(kind: RecordKind, key: string, value: unknown, bytes?: Buffer): void;
  remove(kind: RecordKind, key: string): void;
  load(): Promise<StoredRecord[]>;
  clear(): Promise<void>;
  /** Resolves when all that was put before has been written. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const nothing = () => Promise.resolve();

/** For tests that need no restart. */
export function memoryStore(): Store {
  return {
    put() {},
    remove() {},
    load: () => Promise.resolve([]),
    clear: nothing,
    flush: nothing,
    close: nothing,
  };
}

const TABLE = `create table if not exists telegram_sandbox (
  kind text not null, key text not null, value text not null, bytes bytea, primary key (kind, key))`;

const UPSERT = `insert into telegram_sandbox (kind, key, value, bytes)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::bytea[])
  on conflict (kind, key) do update set value = excluded.value, bytes = coalesce(excluded.bytes, telegram_sandbox.bytes)`;

const REMOVE = `delete from telegram_sandbox t using unnest($1::text[], $2::text[]) as gone(kind, key)
  where t.kind = gone.kind and t.key = gone.key`;

/** Gathers what a burst of messages changes into one write; what a killed sandbox may lose. */
const DELAY_MS = 20;

type Pending = StoredRecord | { kind: RecordKind; key: string; gone: true };

async function writeBatch(pool: Pool, batch: Pending[]): Promise<void> {
  const kept = batch.flatMap((record) => ("gone" in record ? [] : [record]));
  const gone = batch.filter((record) => "gone" in record);
  if (kept.length > 0)
    await pool.query(UPSERT, [
      kept.map((record) => record.kind),
      kept.map((record) => record.key),
      kept.map((record) => JSON.stringify(record.value)),
      kept.map((record) => record.bytes ?? null),
    ]);
  if (gone.length > 0)
    await pool.query(REMOVE, [gone.map((record) => record.kind), gone.map((record) => record.key)]);
}

export async function postgresStore(databaseUrl: string): Promise<Store> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  // An idle connection that breaks (the database went first) is not the end of the sandbox; the next write reports it.
  pool.on("error", () => {});
  await pool.query(TABLE);
  let dirty = new Map<string, Pending>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const batch = dirty;
    dirty = new Map();
    try {
      await writeBatch(pool, [...batch.values()]);
    } catch (error) {
      // What was not written waits for the next time, unless it has changed since.
      dirty = new Map([...batch, ...dirty]);
      throw error;
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.catch(() => {}).then(write);
    return writing;
  }

  function later(): void {
    // A failed write surfaces at the next flush that somebody waits for.
    timer ??= setTimeout(() => void flush().catch(() => {}), DELAY_MS);
  }

  return {
    put(kind, key, value, bytes) {
      const name = `${kind} ${key}`;
      const earlier = dirty.get(name);
      // Bytes that still wait to be written are not lost to a later change of what is said about them.
      const content = bytes ?? (earlier && "bytes" in earlier ? earlier.bytes : undefined);
      dirty.set(name, { kind, key, value, ...(content ? { bytes: content } : {}) });
      later();
    },
    remove(kind, key) {
      dirty.set(`${kind} ${key}`, { kind, key, gone: true });
      later();
    },
    async load() {
      const { rows } = await pool.query<{
        kind: RecordKind;
        key: string;
        value: string;
        bytes: Buffer | null;
      }>("select kind, key, value, bytes from telegram_sandbox order by kind, key");
      return rows.map(({ kind, key, value, bytes }) => ({
        kind,
        key,
        value: JSON.parse(value),
        ...(bytes ? { bytes } : {}),
      }));
    },
    clear() {
      dirty = new Map();
      writing = writing
        .catch(() => {})
        .then(async () => void (await pool.query("truncate telegram_sandbox")));
      return writing;
    },
    flush,
    async close() {
      await flush();
      await pool.end();
    },
  };
}
