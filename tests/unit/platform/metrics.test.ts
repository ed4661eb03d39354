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
  expect(await metrics.text()).not.toMatch(/^pawline_browser_memory_bytes /m);
  bytes = 42;
  expect(await metrics.text()).toMatch(/^pawline_browser_memory_bytes 42$/m);
});

it("looks up values by kind, forgets kinds that are gone, and leaves out what cannot be looked up", async () => {
  const metrics = createMetrics();
  let read = (): Promise<Record<string, number>> => Promise.resolve({ inbox: 3, outbox: 0 });
  metrics.watchEach("queue_length", "Work that waits", "queue", () => read());
  metrics.watch("answer", "Something else", () => Promise.resolve(42));
  expect(await metrics.text()).toMatch(
    /^pawline_queue_length\{queue="inbox"\} 3\npawline_queue_length\{queue="outbox"\} 0$/m,
  );
  read = () => Promise.resolve({ outbox: 1 });
  expect(await metrics.text()).not.toContain('queue="inbox"');
  read = () => Promise.reject(new Error("the database is gone"));
  const text = await metrics.text();
  expect(text).not.toContain('queue="');
  expect(text).toMatch(/^pawline_answer 42$/m);
});
