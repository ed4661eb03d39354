import { isIP } from "node:net";

/** This machine's own addresses, by the name that Express has for them. */
export const LOOPBACK = "loopback";

/** Other names that Express knows: networks that do not reach the world (RFC 1918, RFC 4193, RFC 3927). */
const names: readonly string[] = [LOOPBACK, "uniquelocal", "linklocal"];

/**
 * The widest network of proxies: 10.0.0.0/8 and fc00::/7 are the largest that are private. Whoever trusts a wider one
 * believes strangers about where they come from.
 */
const WIDEST = { 4: 8, 6: 7 } as const;

/**
 * Reads a list of reverse proxies, by commas: addresses, networks (`10.0.0.0/24`), and the names `loopback`,
 * `uniquelocal` and `linklocal`. Undefined: one of them is none of these, or is a network too wide for proxies.
 */
export function readProxies(value: string): readonly string[] | undefined {
  const proxies = value.split(",").map((proxy) => proxy.trim().toLowerCase());
  return proxies.every((proxy) => names.includes(proxy) || isNetwork(proxy)) ? proxies : undefined;
}

function isNetwork(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  const family = isIP(address);
  if ((family !== 4 && family !== 6) || address.includes("%") || more.length > 0) return false;
  if (bits === undefined) return true;
  return (
    /^\d{1,3}$/.test(bits) && Number(bits) >= WIDEST[family] && Number(bits) <= (family === 4 ? 32 : 128)
  );
}
