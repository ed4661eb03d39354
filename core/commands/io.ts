import type { Environment, LiveConfig, SandboxConfig } from "../platform/config.ts";
import type { Core } from "../platform/core.ts";

/** What a command is given by whoever runs it. */
export interface CommandIo {
  /** One line for the person at the terminal. */
  print(line: string): void;
  readonly env: Environment;
  /** How to reach a running sandbox, where there can be one; undefined: none runs. */
  readonly sandbox?: (config: SandboxConfig) => Promise<Connection | undefined>;
  /** Looks for the browser that WhatsApp Web runs in, given its configured path; undefined: it is not looked for. */
  readonly chromium?: (path: string | undefined) => Promise<BrowserFound>;
  /** Opens the live service's things; `connectLive` unless given. */
  readonly live?: (config: LiveConfig) => Promise<Connection | Refusal>;
}

/** A browser's name and version; or that there is no program, or one that fails. */
export type BrowserFound = { readonly version: string } | { readonly missing: "not there" | "does not run" };

/** The service's things, in the hands of a command. Nobody is woken: the service finds what is new by itself. */
export interface Connection {
  readonly core: Core;
  /** Whether real people may use what the command sets up: then no samples. */
  readonly real: boolean;
  close(): Promise<void>;
}

/** Sentences that say why there is no connection. */
export interface Refusal {
  readonly problems: readonly string[];
}

/** Exit codes: done; something is wrong, and was said. */
export type ExitCode = 0 | 1;

/** Prints what is wrong and gives the exit code for it. */
export function complain(io: CommandIo, problems: readonly string[]): ExitCode {
  for (const problem of problems) io.print(problem);
  return 1;
}
