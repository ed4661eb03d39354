import { beforeAll, expect } from "vitest";
import type { Somebody } from "./somebody.ts";
import { type Case, type Clinic, clinicForFile, type Owner, SECOND } from "./support.ts";

/** Two owners in talk with a vet, and a service that can be killed. */
export interface KillScene {
  readonly clinic: Clinic;
  vet: Somebody;
  anna: Owner;
  max: Owner;
  /** Anna's case, and Max's. */
  rex: Case;
  tom: Case;
  readonly kill: () => Promise<void>;
  /** Waits until no more than so many faults are still to strike. */
  readonly striking: (left: number) => Promise<void>;
}

/** Longer than any lease on what a dead process had in hand. */
export const LEASES = 125 * SECOND;

/** One service for each file that plays in it. What is in it stands before its tests begin. */
export function killScene(): KillScene {
  const clinic = clinicForFile();
  const scene = {
    clinic,
    kill: () => clinic.running.sandbox.service().stop("SIGKILL"),
    async striking(left: number) {
      const faults = async () => (await clinic.control.faults()).reduce((sum, { times }) => sum + times, 0);
      await expect.poll(faults, { timeout: 10 * SECOND }).toBe(left);
    },
  } as KillScene;
  beforeAll(async () => {
    scene.vet = await clinic.vet();
    scene.anna = await clinic.owner("Anna");
    scene.max = await clinic.owner("Max");
    scene.rex = await clinic.taken(scene.anna, scene.vet);
    scene.tom = await clinic.taken(scene.max, scene.vet);
  });
  return scene;
}
