import { findPlaces, placeAt, type Found, type Place } from "../../../core/accounts/places/find.ts";
import { sameTimeCities } from "../../../core/accounts/places/zones.ts";
import { readName } from "../../../core/accounts/names.ts";
import type { Dialog, Stored } from "../../dialog/dialog.ts";
import { moment, plain, t, type Locale, type Text } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";

/** Where somebody lives: what they call it and its time zone (IANA). */
export interface Home {
  readonly city: string;
  readonly zone: string;
}

/** Asks for a city, by name or by the shared location, and says what time it makes there. */
export async function askPlace(dialog: Dialog<OwnerCore>, text: Text): Promise<Home> {
  const { locale } = await dialog.person();
  const where = await dialog.askLocation(text);
  const home =
    where.kind === "place"
      ? await dialog.read("place", async () => placeAt(where.latitude, where.longitude, locale))
      : await byName(dialog, where.text, locale);
  const now = await dialog.read("now", async ({ core }) => core.clock.now().toISOString());
  await dialog.say(t("city-taken", { city: home.city, time: moment(now, home.zone, "time") }));
  return { city: home.city, zone: home.zone };
}

async function byName(dialog: Dialog<OwnerCore>, words: string, locale: Locale): Promise<Home> {
  const found = await dialog.read("places", async () => findPlaces(words, locale) ?? null);
  if (found === null) return bySameTime(dialog, words, locale, t("city-unknown", { words }));
  const [only] = found.places;
  if (found.kind === "exact" && found.places.length === 1 && only) return only;
  return (await among(dialog, found, locale)) ?? bySameTime(dialog, words, locale, t("city-by-time"));
}

async function among(
  dialog: Dialog<OwnerCore>,
  { kind, places }: Stored<Found>,
  locale: Locale,
): Promise<Place | undefined> {
  const options = places.map((place, index) => ({
    value: `${index}`,
    label: plain(described(place, places, locale)),
  }));
  const index = await dialog.choose(t(kind === "exact" ? "city-which" : "city-similar"), options, {
    skip: t("city-none"),
  });
  return index === undefined ? undefined : places[Number(index)];
}

/** `Москва — Россия`; with the province where the country does not tell them apart. */
function described({ city, country, province }: Place, all: readonly Place[], locale: Locale): string {
  const countries = new Intl.DisplayNames([locale], { type: "region" });
  const twins = all.filter((other) => other.city === city && other.country === country);
  const where = [country && countries.of(country), twins.length > 1 && province].filter(Boolean);
  return where.length > 0 ? `${city} — ${where.join(", ")}` : city;
}

/** The gazetteer knows no such place: a known city by whose clock it lives will do. */
async function bySameTime(
  dialog: Dialog<OwnerCore>,
  words: string,
  locale: Locale,
  text: Text,
): Promise<Home> {
  const cities = await dialog.read("same-time", async ({ core }) => sameTimeCities(core, locale));
  const zone = await dialog.choose(
    text,
    cities.map(({ zone, city, offset, time }) => ({
      value: zone,
      label: t("city-same-time", { city, offset, time }),
    })),
    { search: true },
  );
  const chosen = cities.find((city) => city.zone === zone);
  return { city: readName(words) ?? chosen?.city ?? words.slice(0, 60), zone };
}
