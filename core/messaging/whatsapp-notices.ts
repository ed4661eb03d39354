/** Told to the staff, all but the last one to administrators: what happens to the number on WhatsApp. */
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
    }
  /** Another administrator has switched WhatsApp off. */
  | {
      readonly kind: "whatsappStopped";
      /** A name; null: somebody in the server's shell. */
      readonly by: string | null;
      /** In their words. */
      readonly reason: string | null;
    }
  | {
      readonly kind: "whatsappStarted";
      readonly by: string | null;
      /** So many messages and notices waited for it. */
      readonly waiting: number;
    }
  /** WhatsApp shows that one person has two accounts here, which are never joined without a word. */
  | {
      readonly kind: "whatsappTwins";
      /** Name and number of each account. */
      readonly accounts: readonly string[];
    }
  /** What its reader wrote to an owner goes when WhatsApp is on again. Told once in a conversation. */
  | { readonly kind: "whatsappWaits" };
