/** The engine's one-shot commands; each resolves to the exit code. */
import { createDatabase, describeFailure, dropDatabase, reach } from "./databases.mjs";
import { logError } from "./log.mjs";

const commands = {
  "can-connect-to-database": reach,
  "create-database": createDatabase,
  "drop-database": dropDatabase,
};

export async function runCommand(name, url) {
  const command = commands[name];
  if (!command || !url) {
    logError(command ? "The datasource has no URL" : `Unknown command: ${name}`, { is_panic: false });
    return 1;
  }
  try {
    await command(url);
    return 0;
  } catch (error) {
    const { code, message } = describeFailure(error, url);
    // The CLI drops the first line of what it reads here.
    process.stderr.write("\n");
    logError(message, { is_panic: false, error_code: code });
    return 1;
  }
}
