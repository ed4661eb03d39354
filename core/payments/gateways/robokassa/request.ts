/** A payer or a notification waits behind it; Robokassa answers within a second or two. */
const TIMEOUT_MS = 10_000;

/** Undefined: nobody answered, so whether the request arrived is not known. */
export async function request(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit = {},
): Promise<{ readonly status: number; readonly body: string } | undefined> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, body: await response.text() };
  } catch {
    return undefined;
  }
}
