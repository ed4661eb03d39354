import { isLoopback } from "../../platform/addresses.ts";
import type { LiveConfig } from "../../platform/config.ts";
import { LOOPBACK } from "../../platform/proxies.ts";
import { note, ok, type Finding } from "./finding.ts";

const SUBJECT = "proxies";

/**
 * Who is believed about where calls come from. Whether the proxy in front is among them cannot be seen from here; a
 * service that listens to other machines and believes none of them probably stands behind one that is not.
 */
export function checkProxies({ publicUrl, host, trustedProxies, yookassa }: LiveConfig): Finding[] {
  if (publicUrl === undefined) return [];
  const own = trustedProxies.every((proxy) => proxy === LOOPBACK);
  if (!own) return [ok(SUBJECT, `believed about who calls: ${trustedProxies.join(", ")}.`)];
  if (isLoopback(host)) return [ok(SUBJECT, "those on this machine are believed about who calls.")];
  const refused = yookassa ? "YooKassa's notifications are refused, and " : "";
  return [
    note(
      SUBJECT,
      `only those on this machine are believed about who calls, and others reach HOST: behind a proxy elsewhere ${refused}all callers share one limit.`,
      "Name the proxy's address or network in TRUSTED_PROXIES.",
    ),
  ];
}
