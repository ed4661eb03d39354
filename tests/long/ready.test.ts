import { expect, it } from "vitest";
import { startScene } from "./faults/start-scene.ts";

/** After the install, on a machine that has nothing else to do. */
const READY_MS = 15_000;

const { place, start, stop } = startScene();

it("is ready in 15 seconds, the first time too", async () => {
  const here = await place();
  for (const _ of ["first", "again"]) {
    const started = await start(here);
    expect(started.ms).toBeLessThan(READY_MS);
    await stop(started);
  }
});
