import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { median } from "../report/stats.ts";
import { monotonic } from "./telegram.ts";

/** A page of Postgres' log. */
const PAGE = Buffer.alloc(8192, 1);
const TIMES = 50;

/** How long the disk below a folder takes to write a page for good, in milliseconds: what a lone commit waits for. */
export async function syncMs(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "sync");
  const file = await open(path, "w");
  const took: number[] = [];
  try {
    for (let n = 0; n < TIMES; n++) {
      const since = monotonic();
      await file.write(PAGE);
      await file.datasync();
      took.push(monotonic() - since);
    }
  } finally {
    await file.close();
    await rm(path);
  }
  return median(took);
}
