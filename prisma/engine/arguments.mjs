/**
 * What the Prisma CLI asks for on the command line of its schema engine:
 *
 *     schema-engine --version
 *     schema-engine --datasource '{"url":"…"}' cli can-connect-to-database | create-database | drop-database
 *     schema-engine --datasource '{"url":"…"}' --datamodels a.prisma --datamodels b.prisma      (JSON-RPC follows)
 *
 * Without a configured database the CLI leaves `--datasource` out; `generate` and `validate` work all the same.
 */
export function readArguments(argv) {
  const values = (name) => argv.flatMap((word, i) => (word === name ? [argv[i + 1]] : []));
  const datasource = JSON.parse(values("--datasource")[0] ?? "{}");
  if (argv.includes("--version") || argv.includes("-V")) return { action: "version" };
  const command = values("cli")[0];
  if (command !== undefined) return { action: "command", command, datasource };
  return { action: "serve", datasource, schemaFiles: values("--datamodels") };
}
