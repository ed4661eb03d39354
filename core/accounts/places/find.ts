import tzLookup from "@photostructure/tz-lookup";
import { gazetteer, type City } from "./gazetteer.ts";
import { nameKey } from "./key.ts";
import { withinOneSlip } from "./slip.ts";

/** A city that an owner may mean. */
export interface Place {
  /** In the owner's language where that name is known. */
  readonly city: string;
  /** ISO 3166, or empty; tells cities of one name apart, together with the province. */
  readonly country: string;
  /** In Latin letters; may be empty. */
  readonly province: string;
  /** IANA name. */
  readonly zone: string;
}

/** What a name may mean: `exact` by name, or else `similar`, one slip of the finger away. The largest first. */
export interface Found {
  readonly kind: "exact" | "similar";
  readonly places: readonly Place[];
}

/** As many as are worth choosing from. */
const MAX_PLACES = 8;

/** Shorter names are one slip away from far too many others. */
const MIN_FOR_SLIPS = 5;

/**
 * Finds a city by its name in any spelling or alphabet people use (`Екатеринбург`, `Ekaterinburg`, `г. Екб, Россия`).
 * `undefined` when nothing is near.
 */
export function findPlaces(words: string, locale: string): Found | undefined {
  const name = bareName(words);
  const key = nameKey(name);
  if (key === "") return undefined;
  const { byKey } = gazetteer();
  const exact = byKey.get(key);
  if (exact)
    return { kind: "exact", places: exact.slice(0, MAX_PLACES).map((city) => placeOf(city, locale, name)) };
  if (key.length < MIN_FOR_SLIPS) return undefined;
  const similar = [...byKey].filter(([known]) => withinOneSlip(key, known)).flatMap(([, cities]) => cities);
  const places = [...new Set(similar)]
    .sort((one, other) => other.population - one.population)
    .slice(0, MAX_PLACES)
    .map((city) => placeOf(city, locale));
  return places.length > 0 ? { kind: "similar", places } : undefined;
}

/** The zone at a point (degrees, WGS 84), called by the nearest city. */
export function placeAt(latitude: number, longitude: number, locale: string): Place {
  const distance = (city: City) => {
    const north = city.latitude - latitude;
    const apart = Math.abs(city.longitude - longitude);
    const east = Math.min(apart, 360 - apart) * Math.cos((latitude * Math.PI) / 180);
    return north * north + east * east;
  };
  const cities = gazetteer().cities.filter(({ population }) => population > 0);
  const nearest = cities.reduce((best, city) => (distance(city) < distance(best) ? city : best));
  return { ...placeOf(nearest, locale), zone: tzLookup(latitude, longitude) };
}

/** A city as its owner reads it; `typed` serves where only its Latin name is known. */
export function placeOf(city: City, locale: string, typed?: string): Place {
  const { name, russian, country, province, zone } = city;
  const own = typed && /\p{Script=Cyrillic}/u.test(typed) ? capitalized(typed) : name;
  return { city: locale === "ru" ? (russian ?? own) : name, country, province, zone };
}

/** What is left of `г. Казань, Татарстан (Россия)`. */
const bareName = (words: string) =>
  words
    .replace(/\(.*?\)|[,;/].*$/gsu, " ")
    .replace(/^\s*(?:г|гор|город|пос|пгт|с|city of)\.?\s+(?=\p{L})|^\s*г\./iu, "")
    .trim();

const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
