/** Errors as the Graph API words them (developers.facebook.com, WhatsApp Business Platform, "Error codes"). */

/** HTTP status and title by code. */
const KNOWN: Readonly<Record<number, readonly [status: number, title: string]>> = {
  0: [401, "AuthException"],
  1: [400, "API Unknown"],
  2: [503, "API Service"],
  4: [429, "API Too Many Calls"],
  10: [403, "Permission Denied"],
  33: [400, "Parameter value is not valid"],
  100: [400, "Invalid parameter"],
  190: [401, "Access token has expired"],
  200: [403, "API Permission"],
  299: [403, "API Permission"],
  368: [403, "Temporarily blocked for policies violations"],
  80007: [429, "Rate limit issues"],
  130429: [429, "Rate limit hit"],
  130472: [400, "User's number is part of an experiment"],
  131000: [500, "Something went wrong"],
  131005: [403, "Access denied"],
  131008: [400, "Required parameter is missing"],
  131009: [400, "Parameter value is not valid"],
  131016: [500, "Service unavailable"],
  131021: [400, "Recipient cannot be sender"],
  131026: [400, "Message undeliverable"],
  131030: [400, "Recipient phone number not in allowed list"],
  131031: [403, "Account has been locked"],
  131042: [400, "Business eligibility payment issue"],
  131047: [400, "Re-engagement message"],
  131048: [400, "Spam rate limit hit"],
  131049: [400, "This message was not delivered to maintain healthy ecosystem engagement"],
  131051: [400, "Unsupported message type"],
  131052: [400, "Media download error"],
  131053: [400, "Media upload error"],
  131056: [400, "(Business Account, Consumer Account) pair rate limit hit"],
  131057: [400, "Account in maintenance mode"],
  131062: [400, "Business-scoped User ID recipients are not supported for this message"],
  132000: [400, "Template Param Count Mismatch"],
  132001: [404, "Template does not exist"],
  133004: [503, "Server Temporarily Unavailable"],
  133010: [400, "Phone number not registered"],
};

export const titleOf = (code: number): string => KNOWN[code]?.[1] ?? "Unknown error";

/** What the API answers instead of a result. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: number;
  readonly details: string;
  readonly subcode: number | undefined;

  constructor(
    code: number,
    details: string,
    { status, subcode }: { status?: number; subcode?: number } = {},
  ) {
    super(titleOf(code));
    this.code = code;
    this.details = details;
    this.status = status ?? KNOWN[code]?.[0] ?? 400;
    this.subcode = subcode;
  }

  body(): object {
    return {
      error: {
        message: `(#${this.code}) ${this.message}`,
        type: "OAuthException",
        code: this.code,
        ...(this.subcode === undefined ? {} : { error_subcode: this.subcode }),
        error_data: { messaging_product: "whatsapp", details: this.details },
        fbtrace_id: "AsimulatedTraceIdentifier",
      },
    };
  }
}

/** Refuses a value. */
export function invalid(details: string): never {
  throw new GraphError(131009, details);
}

export function missing(name: string): never {
  throw new GraphError(131008, `Parameter ${name} is missing`);
}

/** Graph's words for an id behind which there is nothing, or nothing for this token. */
export function noSuchObject(method: string, id: string): never {
  const details = `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist`;
  throw new GraphError(100, details, { subcode: 33 });
}
