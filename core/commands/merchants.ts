import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { readYaml } from "../catalog/yaml.ts";
import { merchantAccounts, removeMerchant, setMerchant } from "../payments/merchants/accounts.ts";
import {
  isMerchantGateway,
  merchantGateways,
  readMerchant,
  type MerchantGateway,
  type MerchantSettings,
} from "../payments/merchants/settings.ts";
import type { Core } from "../platform/core.ts";
import { readArguments } from "./arguments.ts";
import { connect } from "./connect.ts";
import { complain, type CommandIo, type ExitCode } from "./io.ts";

const USAGE = [
  "npm run merchants -- list                        which clinics have accounts of their own at gateways",
  "npm run merchants -- set CLINIC GATEWAY FILE     gives a clinic one; FILE: YAML or JSON, - is what is typed or piped in",
  "npm run merchants -- remove CLINIC GATEWAY       nothing new is paid through it; refunds of what was still are",
  `GATEWAY: ${Object.keys(merchantGateways).join(", ")}. FILE holds its variables as .env.example names them.`,
];

const RESTART = "The service uses this from its next start: restart it now.";

/** `merchants list`, `merchants set CLINIC GATEWAY FILE`, `merchants remove CLINIC GATEWAY`. */
export async function merchantsCommand(args: string[], io: CommandIo): Promise<ExitCode> {
  const [action, slug, gateway, file, ...rest] = readArguments(args, {})?.positionals ?? [];
  if (action === "list" && slug === undefined) return withCore(io, (core) => list(io, core));
  if (slug === undefined || gateway === undefined || rest.length > 0) return complain(io, USAGE);
  if (action === "remove" && file === undefined)
    return withCore(io, (core) => remove(io, core, slug, gateway));
  if (action !== "set" || file === undefined) return complain(io, USAGE);
  if (!isMerchantGateway(gateway))
    return complain(io, [`GATEWAY is one of: ${Object.keys(merchantGateways).join(", ")}.`]);
  return set(io, { slug, gateway, file });
}

async function set(
  io: CommandIo,
  { slug, gateway, file }: { slug: string; gateway: MerchantGateway; file: string },
): Promise<ExitCode> {
  const given = await settingsIn(file);
  if ("problems" in given) return complain(io, given.problems);
  const read = readMerchant(io.env, gateway, given.settings);
  if ("problems" in read) return complain(io, [...read.problems, "Nothing was changed."]);
  return withCore(io, async (core) => {
    const name = await setMerchant(core, slug, gateway, read.settings);
    if (name === undefined) return complain(io, [await clinics(core)]);
    io.print(`${slug} is paid through its own account at ${gateway}, called ${name}.`);
    io.print(`${RESTART} Then npm run doctor tries it.`);
    return 0;
  });
}

/** The variables in a file. What is wrong is told without its contents. */
async function settingsIn(
  file: string,
): Promise<{ readonly settings: MerchantSettings } | { readonly problems: readonly string[] }> {
  const source = await (file === "-" ? text(process.stdin) : readFile(file, "utf8")).catch(() => undefined);
  const name = file === "-" ? "The input" : file;
  if (source === undefined) return { problems: [`${name} cannot be read.`] };
  const yaml = readYaml(source);
  const parsed = "problems" in yaml ? undefined : flat.safeParse(yaml.value);
  return parsed?.success
    ? { settings: parsed.data }
    : { problems: [`${name} is no list of variables; write NAME: "value", one a line (YAML), or JSON.`] };
}

/** A number that is not written in quotes may have lost digits by the time it is read. */
const flat = z.record(
  z.string(),
  z.union([z.string(), z.number().refine(Number.isSafeInteger).transform(String)]),
);

async function list(io: CommandIo, core: Core): Promise<ExitCode> {
  const accounts = await merchantAccounts(core);
  if (accounts.length === 0)
    io.print("No clinic has an account of its own: all are paid through what the environment sets up.");
  for (const { slug, gateway, active, changedAt, settings } of accounts)
    io.print(
      [
        slug,
        gateway,
        active ? "in use" : "removed",
        changedAt.toISOString(),
        settings ? Object.keys(settings).join(" ") : "sealed with a key that SECRETS_KEY does not have",
      ].join("  "),
    );
  return 0;
}

async function remove(io: CommandIo, core: Core, slug: string, gateway: string): Promise<ExitCode> {
  if (!(await removeMerchant(core, slug, gateway)))
    return complain(io, ["No such account is in use. See npm run merchants -- list."]);
  io.print(
    `Nothing new is paid through the account of ${slug} at ${gateway}; refunds of what was still are.`,
  );
  io.print(RESTART);
  return 0;
}

async function clinics(core: Core): Promise<string> {
  const known = await core.db.clinic.findMany({ select: { slug: true }, orderBy: { slug: "asc" } });
  const slugs = known.map(({ slug }) => slug).join(", ");
  return known.length === 0
    ? "There is no clinic yet: npm run catalog -- import FILE."
    : `CLINIC is one of: ${slugs}.`;
}

async function withCore(io: CommandIo, work: (core: Core) => Promise<ExitCode>): Promise<ExitCode> {
  const connection = await connect(io);
  if ("problems" in connection) return complain(io, connection.problems);
  try {
    return await work(connection.core);
  } finally {
    await connection.close();
  }
}
