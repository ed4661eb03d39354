import tzLookup from "@photostructure/tz-lookup";
import { cityMapping, type CityData } from "city-timezones";
import { nameKey } from "./key.ts";
import { otherNames, russianNames } from "./russian-names.ts";

/** A city and its time zone. */
export interface City {
  /** In Latin letters. */
  readonly name: string;
  /** Absent where the Russian name is not known. */
  readonly russian?: string;
  /** ISO 3166; empty where the data have none. */
  readonly country: string;
  /** State or province, in Latin letters; may be empty. */
  readonly province: string;
  /** IANA name. */
  readonly zone: string;
  readonly population: number;
  /** Degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
}

export interface Gazetteer {
  readonly cities: readonly City[];
  /** Cities by the key of each of their names, the largest first. */
  readonly byKey: ReadonlyMap<string, readonly City[]>;
}

/** A city while its names are gathered. */
type Making = { -readonly [K in keyof City]: City[K] };

let made: Gazetteer | undefined;

/** Some 7,300 cities of the world with the names people type; made at the first call (about 50 ms). */
export const gazetteer = (): Gazetteer => (made ??= make());

function make(): Gazetteer {
  const cities = withoutRepeats(cityMapping.map(cityOf));
  const keys = new Map<string, Making>();
  for (const city of cities.toReversed()) keys.set(`${city.country} ${nameKey(city.name)}`, city);
  const names = new Map<string, City[]>();
  const neighbours: City[] = [];

  for (const [country, list] of Object.entries(russianNames)) {
    for (const entry of list.split(",")) {
      const { russian, latin, near } = readEntry(entry);
      const city = keys.get(`${country} ${nameKey(near ?? latin ?? russian)}`);
      if (!city) throw new Error(`No city in ${country} for ${russian}`);
      if (near === undefined) city.russian = russian;
      else neighbours.push({ ...city, name: latin ?? russian, russian, population: 0 });
    }
  }

  const all = [...cities, ...neighbours];
  const add = (name: string, city: City) => {
    const key = nameKey(name);
    const known = names.get(key) ?? [];
    if (!known.includes(city)) names.set(key, [...known, city]);
  };
  for (const city of all) for (const name of [city.name, city.russian]) if (name) add(name, city);
  const russian = new Map(all.map((city) => [city.russian, city]));
  for (const [name, others] of Object.entries(otherNames)) {
    const city = russian.get(name);
    if (!city) throw new Error(`No city for ${name}`);
    for (const other of others.split(",")) add(other, city);
  }
  return { cities: all, byKey: names };
}

function readEntry(entry: string): { russian: string; latin?: string; near?: string } {
  const [, russian = "", sign, latin, near] = /^\s*([^=/]+)(?:([=/])([^@]+)(?:@(.+))?)?$/su.exec(entry) ?? [];
  return {
    russian: russian.trim(),
    ...(sign && latin && { latin: latin.trim() }),
    ...(near && { near: near.trim() }),
  };
}

/** The data hold some cities twice, with small differences: the larger stays. The result begins with the largest. */
function withoutRepeats(cities: readonly Making[]): Making[] {
  const places = new Map<string, Making>();
  for (const city of [...cities].sort((one, other) => other.population - one.population)) {
    const place = `${city.country} ${city.province} ${nameKey(city.name)}`;
    if (!places.has(place)) places.set(place, city);
  }
  return [...places.values()];
}

function cityOf(row: CityData): Making {
  // Not everything the types promise is there: some rows have no zone, and a few no country's code.
  const { timezone, iso2 }: { timezone: unknown; iso2: unknown } = row;
  return {
    name: row.city_ascii,
    country: typeof iso2 === "string" && /^[A-Z]{2}$/.test(iso2) ? iso2 : "",
    province: row.province,
    zone: typeof timezone === "string" ? timezone : tzLookup(row.lat, row.lng),
    population: row.pop,
    latitude: row.lat,
    longitude: row.lng,
  };
}
