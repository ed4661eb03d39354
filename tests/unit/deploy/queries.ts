import { parser } from "@prometheus-io/lezer-promql";
import { documents, objects, read } from "./files.ts";

export interface Query {
  readonly place: string;
  readonly text: string;
}

/** Every query of the dashboards, the alerts and what scales by them. */
export function queries(): Query[] {
  const found: Query[] = [];
  const note = (file: string, value: unknown, key: "expr" | "query") => {
    for (const object of objects(value)) {
      const { [key]: text } = object;
      if (typeof text === "string" && text !== "prometheus") found.push({ place: file, text });
    }
  };
  note("alerts", documents("deploy/prometheus/pawline-alerts.yaml"), "expr");
  note("dashboard", JSON.parse(read("deploy/grafana/pawline.json")), "expr");
  note("keda", documents("deploy/kubernetes/keda.yaml"), "query");
  return found;
}

/** As Grafana fills them in. */
const filled = (text: string): string => text.replaceAll("$__rate_interval", "1m");

/** Whether it is PromQL. */
export function isQuery(text: string): boolean {
  let well = true;
  parser.parse(filled(text)).iterate({ enter: ({ type }) => void (well &&= !type.isError) });
  return well;
}

/** The metrics that it names. */
export function metricsIn(text: string): string[] {
  const names: string[] = [];
  const query = filled(text);
  parser.parse(query).iterate({
    enter({ type, node, from, to }) {
      if (type.name === "Identifier" && node.parent?.name === "VectorSelector")
        names.push(query.slice(from, to));
    },
  });
  return names;
}

/** A histogram is told in three parts. */
export const familyOf = (metric: string): string => metric.replace(/_(bucket|count|sum)$/, "");
