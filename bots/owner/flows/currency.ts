/** Owners pay in roubles until a gateway takes another currency (ISO 4217). */
export const CURRENCY = "RUB";
