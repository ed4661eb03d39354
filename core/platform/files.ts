import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Where stored bytes live. Keys are made by us (`ab/<uuid>`); what is put under one never changes. */
export interface FileStore {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Throws when nothing is stored under the key. */
  get(key: string): Promise<Uint8Array>;
  delete(key: string): Promise<void>;
}

/** A folder on this machine. Written beside and renamed, so that a crash leaves no half file under a key. */
export function folderStore(root: string): FileStore {
  const path = (key: string) => join(root, key);
  return {
    async put(key, bytes) {
      await mkdir(dirname(path(key)), { recursive: true, mode: 0o700 });
      const beside = `${path(key)}.${process.pid}.part`;
      await writeFile(beside, bytes, { mode: 0o600 });
      await rename(beside, path(key));
    },
    get: (key) => readFile(path(key)),
    delete: (key) => rm(path(key), { force: true }),
  };
}
