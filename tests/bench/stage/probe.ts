import { Session, type Profiler } from "node:inspector/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { answerParent } from "./ipc.ts";

/**
 * Loaded into every process that is measured, ours and those of others alike: tells how much memory is left after a full
 * collection, and profiles. It costs nothing until it is asked.
 */
setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");
let session: Session | undefined;

answerParent({
  /** Bytes, after a full collection where `collected` is asked for. */
  memory: ({ collected }: { readonly collected: boolean }) => {
    if (collected && typeof collect === "function") collect();
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rss, heapUsed, external };
  },
  async profile() {
    session = new Session();
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.start");
  },
  async profiled(): Promise<Profiler.Profile | undefined> {
    const result = await session?.post("Profiler.stop");
    session?.disconnect();
    return result?.profile;
  },
});
