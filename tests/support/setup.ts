import type { TestProject } from "vitest/node";
import { startCluster } from "./cluster.ts";
import { runFolder } from "./run-folder.ts";
import "./provided.ts";

/** Starts what all test files share; vitest calls what it resolves to when the run is over. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = runFolder();
  try {
    project.provide("postgres", await startCluster(folder.postgres));
  } catch (error) {
    await folder.remove();
    throw error;
  }
  return () => folder.remove();
}
