/** One line on standard error, in the form in which the Prisma CLI looks for the reason of a failure. */
export function logError(message, fields = {}) {
  const entry = {
    timestamp: new Date().toISOString(),
    level: "ERROR",
    fields: { message, ...fields },
    target: "schema_engine::logger",
  };
  process.stderr.write(`${JSON.stringify(entry)}\n`);
}
