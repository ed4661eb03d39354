/** What the Bot API answers instead of a result: `{ok: false, error_code, description, parameters}`. */
export class ApiError extends Error {
  readonly code: number;
  readonly parameters: { retry_after?: number } | undefined;

  constructor(code: number, description: string, parameters?: { retry_after?: number }) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/** A 400 in the words of the real server. */
export function bad(description: string): never {
  throw new ApiError(400, `Bad Request: ${description}`);
}

/** What a person at the messenger cannot do, e.g. press a button that is not there. The control API answers it with 409. */
export class PersonError extends Error {}

export function impossible(what: string): never {
  throw new PersonError(what);
}
