import type { IncomingMessage } from "node:http";

/** Statuses for bodies that are not taken: broken off or no JSON, too large, packed in a way that is not read here. */
type Unread = 400 | 413 | 415;

/**
 * Reads a body of JSON of at most `limit` bytes. What is too large is not kept, but heard to its end: who is answered while
 * writing may not hear the answer. Never rejects.
 */
export function readJson(
  request: IncomingMessage,
  limit: number,
): Promise<{ readonly value: unknown } | { readonly status: Unread }> {
  if (request.headers["content-encoding"] !== undefined) {
    request.resume();
    return Promise.resolve({ status: 415 });
  }
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on("data", (part: Buffer) => {
      length += part.length;
      if (length <= limit) parts.push(part);
      else parts.length = 0;
    });
    request.on("end", () => resolve(length > limit ? { status: 413 } : parsed(parts)));
    // It broke off: nobody hears the answer.
    request.on("error", () => resolve({ status: 400 }));
  });
}

function parsed(parts: readonly Buffer[]): { readonly value: unknown } | { readonly status: Unread } {
  const [first] = parts;
  try {
    // An update comes in one piece, as a rule.
    const text = (first && parts.length === 1 ? first : Buffer.concat(parts)).toString("utf8");
    return { value: JSON.parse(text) };
  } catch {
    return { status: 400 };
  }
}
