export type { StripeConfig as StripeSettings } from "../../../platform/shops.ts";
