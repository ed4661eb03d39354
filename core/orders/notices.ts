/** What an owner is told about an order. */
export type PaymentNotice =
  | { readonly kind: "orderPaid"; readonly order: number; readonly entitlement: string; readonly sessions: number; readonly title: Readonly<Record<string, string>> }
  | { readonly kind: "orderRefunded"; readonly order: number; readonly amount: number; readonly currency: string };
