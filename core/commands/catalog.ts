import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { checkCatalog } from "../catalog/check.ts";
import type { Catalog } from "../catalog/format.ts";
import { importCatalog } from "../catalog/import.ts";
import { readPhotos, type Photos } from "../catalog/photos.ts";
import { readArguments } from "./arguments.ts";
import { connect } from "./connect.ts";
import { complain, type CommandIo, type ExitCode } from "./io.ts";

const USAGE = [
  "npm run catalog -- check FILE     tells every mistake of a catalogue file",
  "npm run catalog -- import FILE    makes the clinic what the file says",
  "prisma/seed/demo.yaml is a complete example.",
];

/** `catalog check FILE`, `catalog import FILE`. */
export async function catalogCommand(args: string[], io: CommandIo): Promise<ExitCode> {
  const [action, file, ...rest] = readArguments(args, {})?.positionals ?? [];
  if ((action !== "check" && action !== "import") || file === undefined || rest.length > 0)
    return complain(io, USAGE);
  const read = await readCatalog(file);
  if ("problems" in read) return complain(io, read.problems);
  if (action === "import") return bring(io, file, read);
  const { packages, vets, promoCodes, faq, legal } = read.catalog;
  io.print(
    `${file} is right: ${packages.length} packages, ${vets.length} vets, ${promoCodes.length} promo codes, ` +
      `${faq.length} questions, ${legal.length} legal texts.`,
  );
  if (legal.some(({ sample }) => sample))
    io.print("Its legal texts are samples: a live service refuses them.");
  return 0;
}

interface Read {
  readonly catalog: Catalog;
  readonly photos: Photos;
}

async function readCatalog(file: string): Promise<Read | { readonly problems: readonly string[] }> {
  const source = await readFile(file, "utf8").catch(() => undefined);
  if (source === undefined) return { problems: [`${file} cannot be read.`] };
  const checked = checkCatalog(source);
  if ("problems" in checked) return { problems: checked.problems.map((problem) => `${file}, ${problem}`) };
  const photos = await readPhotos(checked.catalog, dirname(file));
  return "problems" in photos ? photos : { ...checked, ...photos };
}

async function bring(io: CommandIo, file: string, { catalog, photos }: Read): Promise<ExitCode> {
  const connection = await connect(io);
  if ("problems" in connection) return complain(io, connection.problems);
  try {
    const imported = await importCatalog(connection.core, catalog, { photos, samples: !connection.real });
    if (imported.kind === "refused") return complain(io, [...imported.problems, "Nothing was changed."]);
    io.print(`${file} is imported.`);
    for (const [name, counts] of Object.entries({
      packages: imported.packages,
      vets: imported.vets,
      "promo codes": imported.promoCodes,
    })) {
      io.print(`${name}: ${counts.offered} offered, ${counts.retired} retired`);
    }
    return 0;
  } finally {
    await connection.close();
  }
}
