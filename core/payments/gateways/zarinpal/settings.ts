/** The terminal at ZarinPal, from the configuration. */
export interface ZarinPalSettings {
  /** 36 characters; it is all that proves who asks, so it is a secret. */
  readonly merchantId: string;
  /** Origin of the API and of the payment form, without a slash: `https://payment.zarinpal.com`. */
  readonly apiRoot: string;
}
