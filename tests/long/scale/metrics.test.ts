import { afterAll, beforeAll, expect, it } from "vitest";
import { runSandbox, type RunningSandbox } from "../../support/sandbox.ts";
import { familyOf, metricsIn, queries } from "../../unit/deploy/queries.ts";

const METRICS_TOKEN = "a-token-of-a-test";

let running: RunningSandbox;
beforeAll(async () => {
  // Nobody writes on WhatsApp, so its browser does not start; what is told of it is there all the same.
  running = await runSandbox({ METRICS_TOKEN }, "web");
}, 240_000);
afterAll(() => running.close());

it("a running service tells every metric that dashboards and alerts ask for", async () => {
  const webhooks = async () => (await running.control.bots()).flatMap(({ webhook }) => webhook?.url ?? []);
  await expect.poll(webhooks, { timeout: 10_000 }).toHaveLength(2);
  const url = new URL("/metrics", (await webhooks())[0]);
  const text = await (await fetch(url, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })).text();
  const told = new Set([...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name));
  const asked = new Set(queries().flatMap(({ text }) => metricsIn(text)));
  // Prometheus' own: whether it could ask.
  asked.delete("up");
  expect(asked.size).toBeGreaterThan(15);
  expect([...asked].filter((name) => !told.has(name) && !told.has(familyOf(name)))).toEqual([]);
});
