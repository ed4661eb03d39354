import { expect, it } from "vitest";
import { normalUser, npmRun, processesOf } from "./npm-start.ts";
import { hello, startScene } from "./start-scene.ts";

// Restarts, resets, two beside each other, and how soon they are ready: tests/long.
const { place, start, stop } = startScene();

it("starts as a normal user, takes messages, and leaves nothing running", { timeout: 120_000 }, async () => {
  const user = normalUser();
  const here = await place(user);
  const started = await start(here, user);
  expect(started.url).toBe(`http://127.0.0.1:${here.PORT}`);
  expect(started.lines.join("\n").match(/https?:\/\//g)).toHaveLength(1);
  expect((await hello(started.url, "Anna")).length).toBeGreaterThan(1);
  await stop(started);
  expect(await processesOf(here.DATA_DIR)).toEqual([]);
});

it("is live with any bot's token, and lists all that is missing at once", async () => {
  const env = await place();
  const { code, lines } = await npmRun("start", { ...env, OWNER_BOT_TOKEN: "123456:abcdefghijklmnop" });
  expect(code).toBe(1);
  const said = lines.join("\n");
  for (const name of ["STAFF_BOT_TOKEN", "DATABASE_URL", "SECRETS_KEY"]) expect(said).toContain(name);
  expect(said).not.toContain("abcdefghijklmnop");
  expect(said).not.toContain("http://127.0.0.1");
  expect(await processesOf(env.DATA_DIR)).toEqual([]);
});
