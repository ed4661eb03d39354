import { join } from "node:path";
import type { Clock } from "./clock.ts";
import type { Core, Settings } from "./core.ts";
import { connect } from "./database.ts";
import type { Faults } from "./faults.ts";
import { folderStore } from "./files.ts";
import { ascendingIds } from "./ids.ts";
import { parseKeys } from "./seal.ts";
import type { Topic } from "./wakeups.ts";

export interface OpenCoreOptions {
  readonly databaseUrl: string;
  readonly secretsKey: string;
  /** Folder whose `files` holds what people sent. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly settings: Settings;
  /** Nothing for a process that leaves the work to others: their sweep finds it. */
  readonly wake?: (topic: Topic) => void;
  readonly faults?: Faults | undefined;
}

/** Opens what use cases need. Close it when the last of them is done. */
export function openCore(options: OpenCoreOptions): {
  readonly core: Core;
  readonly close: () => Promise<void>;
} {
  const { databaseUrl, secretsKey, dataDir, clock, settings, wake = () => undefined, faults } = options;
  const db = connect(databaseUrl, { max: 10 });
  const core: Core = {
    db,
    clock,
    ids: ascendingIds(),
    keys: parseKeys(secretsKey),
    files: folderStore(join(dataDir, "files")),
    settings,
    wake,
    faults,
  };
  return { core, close: () => db.$disconnect() };
}
