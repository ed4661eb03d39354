import { Temporal } from "temporal-polyfill";
import type { Core } from "../../platform/core.ts";
import { placeOf, type Place } from "./find.ts";
import { gazetteer } from "./gazetteer.ts";

/** Cities that stand for the zones where owners live: all of Russia's, its neighbours', and the rest of the world's. */
const representatives = [
  "Калининград",
  "Москва",
  "Самара",
  "Екатеринбург",
  "Омск",
  "Новосибирск",
  "Красноярск",
  "Иркутск",
  "Якутск",
  "Владивосток",
  "Магадан",
  "Петропавловск-Камчатский",
  "Минск",
  "Киев",
  "Кишинёв",
  "Ереван",
  "Баку",
  "Тбилиси",
  "Ташкент",
  "Алматы",
  "Бишкек",
  "Тегеран",
  "Стамбул",
  "Тель-Авив",
  "Дубай",
  "Лондон",
  "Лиссабон",
  "Берлин",
  "Варшава",
  "Афины",
  "Хельсинки",
  "Каир",
  "Кабул",
  "Карачи",
  "Дели",
  "Катманду",
  "Дакка",
  "Бангкок",
  "Пекин",
  "Сингапур",
  "Токио",
  "Сидней",
  "Окленд",
  "Буэнос-Айрес",
  "Нью-Йорк",
  "Чикаго",
  "Денвер",
  "Лос-Анджелес",
  "Анкоридж",
  "Гонолулу",
];

/** A known city by whose clock one may go. */
export interface SameTime extends Place {
  /** `UTC+3`, `UTC-3:30`. */
  readonly offset: string;
  /** The time there now, `12:40`. */
  readonly time: string;
}

/** Cities to choose from by the time of day, from west to east; for who lives where the gazetteer knows no place. */
export function sameTimeCities(core: Pick<Core, "clock">, locale: string): SameTime[] {
  const now = Temporal.Instant.fromEpochMilliseconds(core.clock.now().getTime());
  const cities = gazetteer().cities.filter(({ russian }) => russian && representatives.includes(russian));
  return cities
    .map((city) => ({ city, there: now.toZonedDateTimeISO(city.zone) }))
    .sort((one, other) => one.there.offsetNanoseconds - other.there.offsetNanoseconds)
    .map(({ city, there }) => ({
      ...placeOf(city, locale),
      offset: offsetOf(there),
      time: there.toPlainTime().toString({ smallestUnit: "minute" }),
    }));
}

function offsetOf({ offsetNanoseconds }: Temporal.ZonedDateTime): string {
  const minutes = Math.abs(offsetNanoseconds) / 60e9;
  const rest = minutes % 60;
  const sign = offsetNanoseconds < 0 ? "-" : "+";
  return `UTC${sign}${Math.floor(minutes / 60)}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`}`;
}
