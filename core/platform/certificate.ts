import { createPublicKey } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";

/** Certificates are a few kilobytes. */
const MAX_BYTES = 64 * 1024;

/**
 * The RSA key of a certificate or of a public key (PEM), which stands in the value itself or in the file it names; a
 * file may also hold a certificate in binary (DER, `.cer`). As PEM; undefined: there is no such key.
 */
export function readCertificate(value: string): string | undefined {
  try {
    // In a variable a PEM often stands on one line.
    const text = value.includes("-----BEGIN") ? value.replaceAll("\\n", "\n") : readText(value);
    const key = text === undefined ? undefined : createPublicKey(text);
    return key?.asymmetricKeyType === "rsa" ? String(key.export({ type: "spki", format: "pem" })) : undefined;
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  if (!existsSync(path) || statSync(path).size > MAX_BYTES) return undefined;
  const bytes = readFileSync(path);
  if (bytes.includes("-----BEGIN")) return bytes.toString();
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----"].join("\n");
}
