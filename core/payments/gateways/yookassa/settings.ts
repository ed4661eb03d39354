export type { YooKassaConfig as YooKassaSettings } from "../../../platform/shops.ts";
