/**
 * What may be said of an error to a person who must not be shown secrets: its code (`ECONNREFUSED`, `28P01`) or its
 * name (`TimeoutError`). Messages may quote addresses with passwords and tokens.
 */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  if ("code" in error && typeof error.code === "string" && /^\w{2,40}$/.test(error.code)) return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  return error.cause instanceof Error ? errorCode(error.cause) : error.name;
}
