import { expect, it } from "vitest";
import { createMetrics } from "../../../core/platform/metrics.ts";

it("counts in the text format of Prometheus", async () => {
  const metrics = createMetrics();
  metrics.turn("telegram", 40)("done");
  metrics.delivery("telegram", 2_000)("sent");
  metrics.payment("robokassa", "credited");
  metrics.setAside("telegram");
  metrics.ignored("telegram", "poll");
  const text = await metrics.text();
  expect(text).toContain('pawline_turn_seconds_count{channel="telegram",outcome="done"} 1');
  expect(text).toContain('pawline_delivery_seconds_count{channel="telegram",outcome="sent"} 1');
  expect(text).toContain('pawline_wait_seconds_sum{work="turn"} 0.04');
  expect(text).toContain('pawline_wait_seconds_sum{work="delivery"} 2');
  expect(text).toContain('pawline_payments_total{gateway="robokassa",result="credited"} 1');
  expect(text).toContain('pawline_set_aside_total{kind="telegram"} 1');
  expect(text).toContain('pawline_ignored_updates_total{channel="telegram",kind="poll"} 1');
});

it("belongs to whoever made it", async () => {
  createMetrics().setAside("telegram");
  expect(await createMetrics().text()).not.toContain("pawline_set_aside_total{");
});

it("looks up what is watched whenever it is read", async () => {
  const metrics = createMetrics();
  let bytes: number | undefined;
  metrics.watch("browser_memory_bytes", "Memory of a browser", () => Promise.resolve(bytes));
  expect(await metrics.text()).not.toMatch(/^pawline_browser_memory_bytes [1-9]/m);
  bytes = 42;
  expect(await metrics.text()).toMatch(/^pawline_browser_memory_bytes 42$/m);
});
