import { z } from "zod";
import type { Core } from "../platform/core.ts";
import { wordsOf, type Words } from "./words.ts";

/** A way to pay as the catalogue has it: what the payer calls it, and who takes it. */
export interface WayToPay {
  readonly slug: string;
  readonly title: Words;
  /** What to know before. */
  readonly advice: Words | undefined;
  /** What to do instead where nobody takes it; undefined: then nothing is said of it. */
  readonly otherwise: Words | undefined;
  /** Names of gateways, the preferred first. */
  readonly gateways: readonly string[];
  /** To send the page to somebody else. */
  readonly share: boolean;
  /** Countries of the banks whose cards it is for; empty: any but `notCountries`. */
  readonly countries: readonly string[];
  readonly notCountries: readonly string[];
}

/** What works at present, in the order of the catalogue. */
export async function waysToPay(core: Core): Promise<WayToPay[]> {
  const rows = await core.db.wayToPay.findMany({ orderBy: [{ position: "asc" }, { slug: "asc" }] });
  return rows.map(({ position: _position, title, advice, otherwise, ...row }) => ({
    ...row,
    title: wordsOf(title),
    advice: advice === null ? undefined : wordsOf(advice),
    otherwise: otherwise === null ? undefined : wordsOf(otherwise),
  }));
}

/** Names that a way may give for its gateways: all that this service can be set up with. */
export const gatewayNames = ["robokassa", "yookassa", "stripe", "zarinpal", "telegram", "transfer"] as const;

/** Where a card's country is no state of ISO 3166-1, its part of one (ISO 3166-2): Abkhazia has banks of its own. */
export const territories: readonly string[] = ["GE-AB"];

const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** A country, as ISO 3166-1 (`KZ`), or one of {@link territories}. */
export const country = z
  .string()
  .refine(
    (code) => territories.includes(code) || (/^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined),
    "is not a country's code of two capital letters, as KZ",
  );

/** Whether a card of this country's banks can be for a way; undefined: the country is not known. */
export const fits = (way: Pick<WayToPay, "countries" | "notCountries">, of: string | undefined): boolean =>
  of === undefined ||
  (!way.notCountries.includes(of) && (way.countries.length === 0 || way.countries.includes(of)));
