import { TRANSFER } from "./bank-transfer/gateway.ts";
import { TELEGRAM } from "./telegram/gateway.ts";

/**
 * Which way a payment's money goes back: to the `card` (or account) it was paid from, by itself; or by hand, as a bank
 * `transfer` or at the provider behind `telegram`.
 */
export type WayBack = "card" | "transfer" | "telegram";

/** The way back of what was paid through a gateway, by its name. */
export const wayBack = (gateway: string | undefined): WayBack =>
  gateway === TRANSFER || gateway === TELEGRAM ? gateway : "card";
