import { generateKeyPairSync } from "node:crypto";

/** A shop at Robokassa that exists in tests alone. */
export const robokassaShop = {
  login: "pawline-tests",
  password1: "first-password",
  password2: "second-password",
  password3: "third-password",
  hash: "sha256",
} as const;

/** A pair of keys (PEM) as Robokassa signs its notifications of holds with: the public one stands in its certificate. */
export const holdKeys = () =>
  generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
