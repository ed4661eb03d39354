import { expect, it } from "vitest";
import { documents, objects, read } from "./files.ts";
import { isQuery, metricsIn, queries } from "./queries.ts";

it("every query of the dashboard and the alerts is PromQL", () => {
  expect(queries().length).toBeGreaterThan(30);
  expect(queries().filter(({ text }) => !isQuery(text))).toEqual([]);
  expect(isQuery("max by (queue (pawline_queue_age_seconds)")).toBe(false);
});

it("what every process tells alike is never added up", () => {
  const looked = /pawline_(queue_\w+|answer_\w+|uncertain_\w+|payment_differences|lease_seconds)/;
  const added = queries().filter(({ text }) => looked.test(text) && /\b(sum|avg|count)\b/.test(text));
  expect(added).toEqual([]);
});

it("names are found in a query", () => {
  expect(metricsIn('sum by (le) (rate(a_bucket{b="c"}[5m])) / max(d) unless on () e')).toEqual([
    "a_bucket",
    "d",
    "e",
  ]);
});

it("every alert says what happened and how much it hurries", () => {
  const alerts = [...objects(documents("deploy/prometheus/pawline-alerts.yaml"))].filter(
    (object) => "alert" in object,
  );
  expect(alerts.length).toBeGreaterThan(10);
  for (const { labels, annotations } of alerts) {
    expect(labels).toEqual({ severity: expect.stringMatching(/^(page|ticket)$/) as string });
    expect(annotations).toMatchObject({ summary: expect.stringMatching(/\w/) as string });
  }
});

it("the dashboard's panels lie beside each other, each with a query and a number of its own", () => {
  const { panels } = JSON.parse(read("deploy/grafana/pawline.json")) as {
    panels: {
      id: number;
      type: string;
      targets?: unknown[];
      gridPos: { x: number; y: number; w: number; h: number };
    }[];
  };
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const places = new Set<string>();
  for (const { type, targets, gridPos } of panels) {
    expect(type === "row" || (targets ?? []).length > 0).toBe(true);
    expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        expect(places.has(`${x} ${y}`)).toBe(false);
        places.add(`${x} ${y}`);
      }
  }
});
