/** The account at Stripe, from the configuration. */
export interface StripeSettings {
  readonly secretKey: string;
  /** Signs what Stripe sends to our address (`whsec_…`). */
  readonly webhookSecret: string;
  /** ISO 4217; of two minor digits each. */
  readonly currencies: readonly string[];
  /** `https://api.stripe.com`. */
  readonly apiRoot: string;
  /** Origin of the payment form. */
  readonly formOrigin: string;
}
