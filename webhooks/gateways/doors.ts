/** Where a gateway calls us, and what it sends. */
export interface NotificationDoor {
  /** Name of the gateway; without it in the configuration there is no such address. */
  readonly gateway: string;
  /** Under the public address. */
  readonly path: string;
  /** Whether a call may be a GET, everything in its query. */
  readonly get?: true;
  /** Content type of POSTs. Their bodies go to the adapter as the text that came: it may be signed. */
  readonly post?: string;
  /** More is no notification (413). */
  readonly maxBody: string;
}

const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";

export const notificationDoors: readonly NotificationDoor[] = [
  // ResultURL. A dozen short fields; GET or POST, as the shop's settings say.
  { gateway: "robokassa", path: "/webhooks/robokassa/result", get: true, post: FORM, maxBody: "16kb" },
  // ResultUrl2. A signed token that calls itself JSON.
  { gateway: "robokassa", path: "/webhooks/robokassa/result2", post: JSON_TYPE, maxBody: "16kb" },
  // One payment or refund, with its metadata.
  { gateway: "yookassa", path: "/webhooks/yookassa", post: JSON_TYPE, maxBody: "64kb" },
  // One event with the whole object it is about; a Checkout Session takes some ten kilobytes.
  { gateway: "stripe", path: "/webhooks/stripe", post: JSON_TYPE, maxBody: "256kb" },
];
