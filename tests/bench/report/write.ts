import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { middle, written, type Figure, type Measured } from "./measured.ts";

const FOLDER = join(import.meta.dirname, "../results");

const result = z.object({
  row: z.string(),
  at: z.string(),
  machine: z.string(),
  verdicts: z.array(z.object({ what: z.string(), reach: z.string(), value: z.string(), met: z.boolean() })),
  figures: z.array(
    z.object({
      name: z.string(),
      unit: z.string(),
      runs: z.array(z.number().nullable()),
      remark: z.string().optional(),
    }),
  ),
  limits: z.array(z.string()),
});

const machine = (): string => {
  const [first] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} x ${first?.model.trim() ?? "?"}, ${gigabytes} GB, ${process.platform}, Node ${process.version}`;
};

/** Keeps what a row measured as JSON, in place of what it measured before. */
export async function keep(measured: Measured): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const kept = { at: new Date().toISOString(), machine: machine(), ...measured };
  await writeFile(join(FOLDER, `${measured.row}.json`), `${JSON.stringify(kept, undefined, 2)}\n`);
}

/** Keeps a picture beside the results. */
export async function keepGraph(name: string, svg: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, `${name}.svg`), svg);
}

/** Writes RESULTS.md anew from all that is kept, in this order of rows. */
export async function writeResults(order: readonly string[]): Promise<void> {
  const names = new Set((await readdir(FOLDER)).map((name) => name.replace(/\.json$/, "")));
  const parts: z.infer<typeof result>[] = [];
  for (const row of order) {
    if (!names.has(row)) continue;
    const read = result.safeParse(JSON.parse(await readFile(join(FOLDER, `${row}.json`), "utf8")));
    if (read.success) parts.push(read.data);
  }
  const rows = parts.flatMap(({ verdicts }) =>
    verdicts.map(
      ({ what, reach, value, met }) => `| ${what} | ${reach} | ${value} | ${met ? "met" : "**not met**"} |`,
    ),
  );
  const text = [
    "# What it costs never to lose a message",
    "",
    "Written by `npm run bench`; tests/bench/README.md says how each figure is taken. Figures of a row are from one run, each",
    "beside its reference. Medians, in brackets the least and the greatest.",
    "",
    "| what | reach | measured | |",
    "|---|---|---|---|",
    ...rows,
    ...parts.flatMap(section),
    "",
  ].join("\n");
  await writeFile(join(FOLDER, "RESULTS.md"), text);
}

function section({ row, at, machine, figures, limits }: z.infer<typeof result>): string[] {
  return [
    "",
    `## ${row}`,
    "",
    `${at.slice(0, 16).replace("T", " ")} UTC, ${machine}.`,
    "",
    "| figure | median | unit | remark |",
    "|---|---|---|---|",
    ...figures.map(({ remark, runs, ...figure }) =>
      line({
        ...figure,
        runs: runs.map((run) => run ?? Number.NaN),
        ...(remark !== undefined && { remark }),
      }),
    ),
    "",
    ...limits.map((limit) => `- ${limit}`),
  ];
}

export function line(figure: Figure): string {
  const { name, unit, runs, remark = "" } = figure;
  const spread = runs.length > 1 ? ` (${written(Math.min(...runs))} - ${written(Math.max(...runs))})` : "";
  return `| ${name} | ${written(middle(figure))}${spread} | ${unit} | ${remark} |`;
}
