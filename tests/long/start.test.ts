import { expect, it } from "vitest";
import { normalUser, processesOf } from "../e2e/faults/npm-start.ts";
import { hello, startScene } from "../e2e/faults/start-scene.ts";

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

it("starts beside another, as root and as a normal user, each with its own", async () => {
  const user = normalUser();
  const [here, there] = [await place(), await place(user)];
  const [mine, theirs] = await Promise.all([start(here), start(there, user)]);
  expect([mine.url, theirs.url]).toEqual([here, there].map(({ PORT }) => `http://127.0.0.1:${PORT}`));
  await hello(mine.url, "Anna");
  await hello(theirs.url, "Max");
  await stop(mine);
  expect(await processesOf(here.DATA_DIR)).toEqual([]);
  expect((await hello(theirs.url, "Kim")).length).toBeGreaterThan(1);
  await stop(theirs);
  expect(await processesOf(there.DATA_DIR)).toEqual([]);
});
