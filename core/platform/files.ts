import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Where stored bytes live. Keys are made by us (`ab/<uuid>`); what is put under one never changes. */
export interface FileStore {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Throws when nothing is stored under the key. */
  get(key: string): Promise<Uint8Array>;
  /** Also of what is not there. */
  delete(key: string): Promise<void>;
  /**
   * Keys in a folder (what stands before the slash) whose bytes were put at least so many milliseconds ago, by the
   * store's own clock; what a crash left half written is among them.
   */
  older(folder: string, ms: number): Promise<string[]>;
}

/** A folder on this machine. Written beside and renamed, so that a crash leaves no half file under a key. */
export function folderStore(root: string): FileStore {
  const path = (key: string) => join(root, key);
  return {
    async put(key, bytes) {
      await mkdir(dirname(path(key)), { recursive: true, mode: 0o700 });
      // Two may write the same at once: a clock that jumps ends a lease under its holder.
      const beside = `${path(key)}.${randomUUID()}.part`;
      await writeFile(beside, bytes, { mode: 0o600 });
      await rename(beside, path(key));
    },
    get: (key) => readFile(path(key)),
    delete: (key) => rm(path(key), { force: true }),
    async older(folder, ms) {
      // The machine's clock, as for the times of its files; ours may have been moved.
      const before = Date.now() - ms;
      const keys = (await orNothing(readdir(path(folder))))?.map((name) => `${folder}/${name}`) ?? [];
      const old: string[] = [];
      for (const key of keys) {
        const found = await orNothing(stat(path(key)));
        if (found?.isFile() && found.mtimeMs <= before) old.push(key);
      }
      return old;
    },
  };
}

/** Undefined for what is not there. */
const orNothing = <T>(found: Promise<T>): Promise<T | undefined> =>
  found.catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
