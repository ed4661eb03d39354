import pino, { type DestinationStream, type Level } from "pino";

/**
 * What may be said about an event beside its sentence: ids, counts and names of kinds. Whatever is not listed
 * does not compile, and is dropped if it gets here all the same. Texts, names, phones and tokens have no place.
 */
const IDS = [
  "attempt",
  "consultation",
  "conversation",
  "delivery",
  "entitlement",
  "file",
  "inbox",
  "message",
  "operation",
  "order",
  "owner",
  "payment",
  "person",
  "pet",
  "row",
  "seq",
  "staff",
  "timer",
  "update",
] as const;
const KINDS = [
  "channel",
  "gateway",
  "kind",
  "method",
  "mode",
  "outcome",
  "reason",
  "result",
  "role",
  "route",
  "topic",
] as const;
const NUMBERS = ["count", "ms", "port", "status", "tries"] as const;

type Fields = Partial<
  Record<(typeof IDS)[number], string | number | bigint> & Record<(typeof KINDS)[number], string>
> &
  Partial<Record<(typeof NUMBERS)[number], number>>;

/** Fields of one entry. `error` is told by its name, code and place; its message may quote data and is not. */
export type LogFields = Fields & { error?: unknown };

type Write = (fields: LogFields, sentence: string) => void;

/** Entries are JSON, one a line. The sentence is fixed: what varies goes into the fields. */
export interface Log {
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
}

const LISTED = new Set<string>([...IDS, ...KINDS, ...NUMBERS]);
/** UUIDs, numbers of messengers, names of kinds and methods; no spaces, no @ and no +. */
const IDENTIFIER = /^[\w.:/#-]{1,100}$/;

function permitted(value: unknown): boolean {
  return typeof value === "number" || typeof value === "boolean" || IDENTIFIER.test(String(value));
}

interface ToldError {
  name: string;
  code?: string | number;
  stack?: string[];
  cause?: ToldError;
}

/** Causes are told down to this depth: a cycle must end. */
const MAX_CAUSES = 4;

function tell(error: unknown, depth = 0): ToldError {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = "code" in error ? error.code : undefined;
  // The first lines of a stack are the message.
  const stack = error.stack
    ?.split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  return {
    name: error.name,
    ...((typeof code === "number" || (typeof code === "string" && permitted(code))) && { code }),
    ...(stack && { stack }),
    ...(error.cause !== undefined && depth < MAX_CAUSES && { cause: tell(error.cause, depth + 1) }),
  };
}

function permittedFields(fields: Record<string, unknown>): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === "error") told[name] = tell(value);
    else if (LISTED.has(name) && value !== undefined) told[name] = permitted(value) ? value : "(withheld)";
  }
  return told;
}

/** Writes to standard output unless given another place. */
export function createLog(level: Level | "silent", destination: DestinationStream = process.stdout): Log {
  const logger = pino(
    {
      level,
      // The host's name says nothing to us and may be a person's.
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  const write =
    (level: Level): Write =>
    (fields, sentence) => {
      if (logger.isLevelEnabled(level)) logger[level](permittedFields(fields), sentence);
    };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

const nothing: Write = () => undefined;

/** Says nothing. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
