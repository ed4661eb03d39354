/** Told to every administrator: what happens to the number on WhatsApp Web that a person has to know of. */
export type WhatsAppNotice =
  | {
      /** Nobody is reached until the number's phone takes us as its device. */
      readonly kind: "whatsappPairing";
      /** By a picture that is scanned, or by a code that is typed. */
      readonly by: "qr" | "code";
      /** The page that shows it, for `PAGE_MINUTES` (whatsapp-pairing.ts); null: we have no pages. */
      readonly link: string | null;
    }
  /** What they were told of is over. */
  | { readonly kind: "whatsappReady"; readonly after: "pairing" | "lost" }
  | {
      readonly kind: "whatsappLost";
      /** ISO 8601. */
      readonly since: string;
    };
