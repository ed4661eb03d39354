import type { Sending } from "../kit/courier.ts";
import type { Payment } from "./payment.ts";

const MINUTE = 60_000;

/** ResultURL is called again after so long, until it answers `OK<InvId>`: six times in a day. */
export const REPEATS = [MINUTE, 5 * MINUTE, 30 * MINUTE, 3 * 60 * MINUTE, 20 * 60 * MINUTE];

/** Calls of ResultURL for all that there is to tell of a payment; `tried`: keeps the payment. */
export function sendings(
  payment: Payment,
  resultUrl: string,
  method: "GET" | "POST",
  tried: (payment: Payment) => Promise<void>,
): Sending[] {
  return payment.notices.map((notice) => ({
    notice,
    request() {
      if (notice.token) {
        const { url, jws } = notice.token;
        return { url, init: { method: "POST", headers: { "content-type": "application/json" }, body: jws } };
      }
      const form = new URLSearchParams(notice.fields).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      return method === "GET"
        ? { url: `${resultUrl}?${form}`, init: { method } }
        : { url: resultUrl, init: { method, headers, body: form } };
    },
    accepted: (status, body) =>
      notice.token ? status >= 200 && status < 300 : body.trim() === `OK${notice.fields["InvId"] ?? ""}`,
    tried: () => tried(payment),
  }));
}
