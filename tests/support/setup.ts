import type { TestProject } from "vitest/node";
import { startCluster } from "./cluster.ts";
import "./provided.ts";

/** Starts what all test files share; vitest runs what it resolves to when the run ends or is interrupted. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster();
  project.provide("postgres", cluster.postgres);
  return cluster.remove;
}
