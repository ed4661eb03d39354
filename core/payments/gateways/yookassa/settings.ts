/** The shop at YooKassa, from the configuration. */
export interface YooKassaSettings {
  readonly shopId: string;
  readonly secretKey: string;
  /** `https://api.yookassa.ru/v3`, without a trailing slash. */
  readonly apiRoot: string;
  /** Origin of the payment form. */
  readonly formOrigin: string;
  /** `vat_code` on receipts: 1 no VAT, 2 0 %, 3 10 %, 4 20 %, 5 10/110, 6 20/120, 7 5 %, 8 7 %, 9 5/105 … */
  readonly vat: number;
  /** `tax_system_code` on receipts, 1 to 6; undefined: the shop has only one. */
  readonly taxSystem: number | undefined;
  /** Where receipts go whose payer left no address: YooKassa makes none without one. Undefined: there is none then. */
  readonly receiptEmail: string | undefined;
}
