import { randomBytes } from "node:crypto";
import { manualClock, type ManualClock } from "../../core/platform/clock.ts";
import type { Core, Settings } from "../../core/platform/core.ts";
import type { FileStore } from "../../core/platform/files.ts";
import { ascendingIds } from "../../core/platform/ids.ts";
import { parseKeys } from "../../core/platform/seal.ts";
import type { Topic } from "../../core/platform/wakeups.ts";
import type { PrismaClient } from "../../prisma/generated/client.ts";

export interface TestCore extends Core {
  readonly db: PrismaClient;
  readonly clock: ManualClock;
  /** What was woken, in order. */
  readonly woken: Topic[];
}

/** A `Core` over a database of a test, with a clock that stands at noon of a Monday (UTC) and files in memory. */
export function testCore(db: PrismaClient, settings: Partial<Settings> = {}): TestCore {
  const woken: Topic[] = [];
  return {
    db,
    clock: manualClock("2026-11-23T12:00:00Z"),
    ids: ascendingIds(),
    keys: parseKeys(randomBytes(32).toString("base64")),
    files: memoryStore(),
    settings: {
      publicUrl: "http://127.0.0.1:1",
      gateways: [],
      cashierLimits: { RUB: 1_000_000 },
      ownerBot: "owner_bot",
      defaultLocale: "ru",
      staffBot: "staff_bot",
      whatsappNumber: undefined,
      ...settings,
    },
    wake: (topic) => void woken.push(topic),
    woken,
  };
}

function memoryStore(): FileStore {
  const stored = new Map<string, Uint8Array>();
  return {
    put: async (key, bytes) => void stored.set(key, bytes),
    get: async (key) => {
      const bytes = stored.get(key);
      if (!bytes) throw new Error("nothing is stored under this key");
      return bytes;
    },
    delete: async (key) => void stored.delete(key),
    // Nothing in it lives that long.
    older: async () => [],
  };
}
