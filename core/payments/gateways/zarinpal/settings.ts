export type { ZarinPalConfig as ZarinPalSettings } from "../../../platform/shops.ts";
