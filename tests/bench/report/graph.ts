/** Values over time. */
export interface Graph {
  readonly title: string;
  readonly series: readonly (readonly Point[])[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const WIDTH = 720;
const HEIGHT = 150;
const LEFT = 60;
const TOP = 30;
const GAP = 40;
/** Told apart by everybody, on white and on black. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73"];

/** One graph below the other, over a common axis, as SVG. */
export function graphs(unit: string, all: readonly Graph[]): string {
  const last = Math.max(0, ...all.flatMap(({ series }) => series.flat().map(({ x }) => x)));
  const height = all.length * (HEIGHT + GAP) + TOP;
  const parts = all.map((graph, index) => drawn(graph, last, TOP + index * (HEIGHT + GAP)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...parts,
    text(WIDTH - 10, height - 12, `${round(last)} ${unit}`, "end"),
    "</svg>",
    "",
  ].join("\n");
}

function drawn({ title, series }: Graph, last: number, top: number): string {
  const highest = Math.max(...series.flat().map(({ y }) => y), 0) * 1.1 || 1;
  const x = (value: number) => LEFT + (value / (last || 1)) * (WIDTH - LEFT - 10);
  const y = (value: number) => top + HEIGHT - (value / highest) * HEIGHT;
  const lines = [0, 0.5, 1].map((share) => {
    const value = (highest / 1.1) * share;
    const at = y(value).toFixed(1);
    return `<path d="M${LEFT} ${at}H${WIDTH - 10}" stroke="#ccc"/>${text(LEFT - 6, y(value) + 4, round(value), "end")}`;
  });
  const paths = series.map((points, index) => {
    const path = points.map((point) => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`).join(" ");
    return `<polyline points="${path}" fill="none" stroke="${COLOURS[index % COLOURS.length] ?? ""}" stroke-width="1.5"/>`;
  });
  return [text(LEFT, top - 8, title, "start"), ...lines, ...paths].join("\n");
}

const text = (x: number, y: number, words: string, anchor: "start" | "end"): string =>
  `<text x="${x}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="#333">${words.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text>`;

/** Three digits. */
const round = (value: number): string => String(Number(value.toPrecision(3)));
