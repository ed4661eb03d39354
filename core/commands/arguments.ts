import { parseArgs, type ParseArgsConfig } from "node:util";

/** What was typed after a command; undefined: options that the command does not have. */
export function readArguments<Options extends NonNullable<ParseArgsConfig["options"]>>(
  args: string[],
  options: Options,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
