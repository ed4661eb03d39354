import { z } from "zod";
import { species } from "../pets/species.ts";
import { bankDetails } from "./bank.ts";
import { openingHours } from "./hours.ts";
import { legalKinds } from "./legal.ts";
import { momentOf } from "./moments.ts";
import { minorUnits } from "./prices.ts";
import { country, gatewayNames } from "./ways.ts";

/**
 * The catalogue file: what a clinic is and sells, in one YAML document. Everything a person reads is given in each
 * language. `prisma/seed/demo.yaml` is a complete example.
 *
 * Lengths: a card is one message with a photo, so its texts share a caption of 1,024 characters; a button takes
 * about 60; a message 4,096.
 */
const words = (most: number) => z.strictObject({ ru: text(most), en: text(most) });

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be a short name of small Latin letters, digits and hyphens");

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** `{RUB: 499}`, also 499.5 or "499.50": minor units when read. */
const prices = z
  .record(z.string(), z.unknown())
  .transform((entries, context) =>
    Object.entries(entries).flatMap(([currency, value]) => {
      const mistake = (message: string) => context.addIssue({ code: "custom", path: [currency], message });
      if (!currencies.has(currency)) {
        mistake("is not a currency; write its code, as RUB");
        return [];
      }
      const amount = minorUnits(String(value), currency);
      if (amount !== undefined && amount > 0 && amount <= MAX_AMOUNT) return [{ currency, amount }];
      mistake("is not a price; write 499 or 499.50");
      return [];
    }),
  )
  .refine((list) => list.length > 0, "needs a price in one currency at least");

/** What a column of 32 bits holds: 21 million roubles. */
const MAX_AMOUNT = 2_147_483_647;

const clinic = z.strictObject({
  slug,
  name: words(60),
  address: words(200),
  about: words(600),
  phone: z.string().regex(/^\+[1-9]\d{6,14}$/, 'is not a phone number; write it as "+74950000000"'),
  email: z.email({ error: (issue) => (issue.input === undefined ? undefined : "is not an e-mail address") }),
  telegram: z
    .string()
    .regex(/^[a-z]\w{3,31}$/i, "must be the name of a Telegram account or channel, without @")
    .optional(),
  timeZone: z.string().refine(isZone, "is not a time zone; write it as Europe/Moscow"),
  hours: z.array(openingHours).min(1, "needs the opening hours"),
  /** Without it nothing is paid by bank transfer. */
  bank: bankDetails.optional(),
});

const only = (what: string, value: string) =>
  z.literal(value, { error: `can only be ${value}: ${what} cannot be delivered yet` });

const packageEntry = z.strictObject({
  slug,
  /** What is sold and how it is held; the only ones so far, and so not needed. */
  kind: only("anything else, a second opinion for one,", "consultation").default("consultation"),
  format: only("anything else, a video call for one,", "chat").default("chat"),
  title: words(60),
  summary: words(150),
  details: words(700),
  sessions: z.int().min(1).max(1000),
  validDays: z.int().min(1).max(3660),
  prices,
});

const vet = z.strictObject({
  slug,
  name: words(60),
  specialities: words(120),
  about: words(450),
  education: words(200),
  species: z.array(z.enum(species, { error: `is not one of: ${species.join(", ")}` })).min(1),
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/, "must be a language's code, as ru")).min(1),
  practiceSince: z.int().min(1950).max(2100),
  packages: z.array(slug).min(1, "needs a package one can buy from this vet"),
  /** A picture beside the catalogue file. */
  photo: z.string().optional(),
});

const moment = z
  .string()
  .refine(
    (written) => momentOf(written, "UTC", "from") !== undefined,
    'must be a day, as "2026-12-31", or a moment with its offset, as "2026-12-31T18:00+03:00"',
  );

const promoCode = z
  .strictObject({
    code: z.string().regex(/^[\p{Lu}\d-]{3,32}$/u, "must be 3 to 32 capital letters, digits and hyphens"),
    percent: z.int().min(1).max(100).optional(),
    amount: prices.optional(),
    /** A day without a time counts whole, in the clinic's zone. */
    validFrom: moment.optional(),
    validUntil: moment.optional(),
    maxUses: z.int().min(1).optional(),
    maxPerPerson: z.int().min(1).optional(),
    /** What all its discounts together may come to. */
    budget: prices.optional(),
    /** The clinic whose packages alone it is good for. */
    clinic: slug.optional(),
    packages: z.array(slug).default([]),
  })
  .refine(({ percent, amount }) => (percent === undefined) !== (amount === undefined), {
    error: "must have either percent: 10 or amount: {RUB: 100}",
  })
  .refine(({ amount }) => amount === undefined || amount.length === 1, {
    path: ["amount"],
    error: "must be in one currency; make a code for each",
  })
  .refine(({ budget }) => budget === undefined || budget.length === 1, {
    path: ["budget"],
    error: "must be in one currency",
  })
  .refine(({ amount, budget }) => !amount || !budget || amount[0]?.currency === budget[0]?.currency, {
    path: ["budget"],
    error: "must be in the currency of the amount",
  });

const wayToPay = z
  .strictObject({
    slug,
    title: words(80),
    advice: words(300).optional(),
    otherwise: words(300).optional(),
    gateways: z
      .array(z.enum(gatewayNames, { error: `is not one of: ${gatewayNames.join(", ")}` }))
      .default([]),
    share: z.boolean().default(false),
    countries: z.array(country).default([]),
    notCountries: z.array(country).default([]),
  })
  .refine(({ gateways, share }) => share === (gateways.length === 0), {
    error: "must have either gateways: [robokassa] or share: true",
  })
  .refine(({ countries, notCountries }) => countries.length === 0 || notCountries.length === 0, {
    path: ["notCountries"],
    error: "is not needed beside countries",
  });

const faqEntry = z.strictObject({ slug, question: words(120), answer: words(3000) });

const legalText = z.strictObject({
  kind: z.enum(legalKinds, { error: `is not one of: ${legalKinds.join(", ")}` }),
  version: z.string().min(1).max(32),
  /** Agreement and processing are required, marketing never is; the others are not asked for apart. */
  required: z.boolean().optional(),
  sample: z.boolean().default(false),
  title: words(60),
  body: words(100_000),
});

export const catalogFile = z.strictObject({
  clinic,
  packages: z.array(packageEntry).min(1),
  vets: z.array(vet).min(1),
  promoCodes: z.array(promoCode).default([]),
  waysToPay: z.array(wayToPay).default([]),
  faq: z.array(faqEntry).default([]),
  legal: z.array(legalText).min(1),
});

/** A catalogue that was read and found right. */
export type Catalog = z.output<typeof catalogFile>;

function text(most: number) {
  return z.string().trim().min(1, "is empty").max(most, `is longer than ${most} characters`);
}

/** Whether a name is of the IANA list of time zones. */
export function isZone(name: string): boolean {
  try {
    // Throws for a zone that is not known. Offsets and abbreviations are known too, but have no summer time.
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return name.includes("/") || timeZone === "UTC";
  } catch {
    return false;
  }
}
