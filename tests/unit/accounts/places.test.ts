import { describe, expect, it } from "vitest";
import { findPlaces, placeAt } from "../../../core/accounts/places/find.ts";
import { gazetteer } from "../../../core/accounts/places/gazetteer.ts";
import { withinOneSlip } from "../../../core/accounts/places/slip.ts";
import { sameTimeCities } from "../../../core/accounts/places/zones.ts";
import { manualClock } from "../../../core/platform/clock.ts";

const first = (words: string, locale = "ru") => findPlaces(words, locale)?.places[0];

describe("a city", () => {
  it.each([
    ["Москва", "Москва", "Europe/Moscow"],
    ["москва", "Москва", "Europe/Moscow"],
    ["г. Екатеринбург", "Екатеринбург", "Asia/Yekaterinburg"],
    ["Казань, Татарстан", "Казань", "Europe/Moscow"],
    ["Питер", "Санкт-Петербург", "Europe/Moscow"],
    ["санкт петербург", "Санкт-Петербург", "Europe/Moscow"],
    ["Нижний Новгород", "Нижний Новгород", "Europe/Moscow"],
    ["Орел", "Орёл", "Europe/Moscow"],
    ["Химки", "Химки", "Europe/Moscow"],
    ["Бердск", "Бердск", "Asia/Novosibirsk"],
    ["Южно-Сахалинск", "Южно-Сахалинск", "Asia/Sakhalin"],
    ["Алма-Ата", "Алматы", "Asia/Almaty"],
    ["Ташкент", "Ташкент", "Asia/Tashkent"],
    ["Минск", "Минск", "Europe/Minsk"],
    ["Ереван", "Ереван", "Asia/Yerevan"],
    ["Тегеран", "Тегеран", "Asia/Tehran"],
    ["Варшава", "Варшава", "Europe/Warsaw"],
    ["Лодзь", "Лодзь", "Europe/Warsaw"],
    ["Нью-Йорк", "Нью-Йорк", "America/New_York"],
    ["Тель Авив", "Тель-Авив", "Asia/Jerusalem"],
    ["Токио", "Токио", "Asia/Tokyo"],
    ["Тихвин", "Тихвин", "Europe/Moscow"],
  ])("%s is found as %s in %s", (words, city, zone) => expect(first(words)).toMatchObject({ city, zone }));

  it.each([
    ["Moscow", "Moscow", "Europe/Moscow"],
    ["Ekaterinburg", "Yekaterinburg", "Asia/Yekaterinburg"],
    ["Saint Petersburg", "St. Petersburg", "Europe/Moscow"],
    ["Rostov-on-Don", "Rostov", "Europe/Moscow"],
    ["Warszawa", "Warsaw", "Europe/Warsaw"],
    ["Kraków", "Krakow", "Europe/Warsaw"],
    ["Łódź", "Lodz", "Europe/Warsaw"],
    ["Esfahan", "Isfahan", "Asia/Tehran"],
    ["تهران", "Tehran", "Asia/Tehran"],
    ["مشهد", "Mashhad", "Asia/Tehran"],
    ["New York", "New York", "America/New_York"],
    ["München", "Munich", "Europe/Berlin"],
    ["Kiev", "Kyiv", "Europe/Kyiv"],
  ])("%s is found as %s in %s", (words, city, zone) =>
    expect(first(words, "en")).toMatchObject({ city, zone }),
  );

  it("of a name that several bear is not guessed", () => {
    const found = findPlaces("London", "en");
    expect(found?.kind).toBe("exact");
    expect(found?.places.map(({ country }) => country)).toEqual(["GB", "CA", "US"]);
  });

  it("with a slip of the finger is offered, not taken", () => {
    const found = findPlaces("Новосибирк", "ru");
    expect(found?.kind).toBe("similar");
    expect(found?.places.map(({ city }) => city)).toContain("Новосибирск");
  });

  it.each(["", "ъъ", "Хогвартс", "🐾", "12345"])("%j is nowhere", (words) =>
    expect(findPlaces(words, "ru")).toBeUndefined(),
  );
});

describe("a point", () => {
  it("has its zone and is called by the nearest city", () => {
    expect(placeAt(55.79, 49.12, "ru")).toMatchObject({ city: "Казань", zone: "Europe/Moscow" });
    expect(placeAt(40.7, -74, "en")).toMatchObject({ zone: "America/New_York" });
    expect(placeAt(-16.5, 179.9, "en")).toMatchObject({ country: "FJ" });
  });
});

it("every zone of the gazetteer is one that clocks know", () => {
  const zones = new Set(gazetteer().cities.map(({ zone }) => zone));
  expect(zones.size).toBeGreaterThan(200);
  for (const zone of zones) expect(() => new Intl.DateTimeFormat("en", { timeZone: zone })).not.toThrow();
});

it("cities to set one's clock by go from west to east and cover Russia", () => {
  const cities = sameTimeCities({ clock: manualClock("2026-11-23T12:00:00Z") }, "ru");
  expect(cities[0]).toMatchObject({ city: "Гонолулу", offset: "UTC-10", time: "02:00" });
  expect(cities.find(({ city }) => city === "Тегеран")).toMatchObject({ offset: "UTC+3:30", time: "15:30" });
  const zones = cities.map(({ zone }) => zone);
  expect(new Set(zones).size).toBe(zones.length);
  const offsets = new Set(cities.map(({ offset }) => offset));
  for (let hours = 2; hours <= 12; hours++) expect(offsets).toContain(`UTC+${hours}`);
});

it("one slip is one letter more, less, other, or two swapped", () => {
  for (const other of ["abc", "abd", "ab", "abcd", "bac", "acb", "xabc"])
    expect(withinOneSlip("abc", other)).toBe(true);
  for (const other of ["a", "abcde", "cba", "axd", "bca"]) expect(withinOneSlip("abc", other)).toBe(false);
});
