import { preferences } from "./preferences.js";

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

function format(options) {
  const locale = preferences.get().locale === "ru" ? "ru-RU" : "en-GB";
  const key = locale + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(locale, options)));
  return found;
}

/** Hours and minutes of a message (Unix seconds). */
export const clockTime = (seconds) =>
  format({ hour: "2-digit", minute: "2-digit" }).format(new Date(seconds * 1000));

/** The day that a run of messages belongs to. */
export const dayName = (seconds) =>
  format({ weekday: "short", day: "numeric", month: "long" }).format(new Date(seconds * 1000));

export const sameDay = (a, b) => new Date(a * 1000).toDateString() === new Date(b * 1000).toDateString();

/** The sandbox clock: the day, and the time to the second. */
export const shortDay = (ms) =>
  format({ weekday: "short", day: "numeric", month: "short" }).format(new Date(ms));

export const exactTime = (ms) =>
  format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(new Date(ms));

/** 75 -> "1:15". */
export const duration = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** Milliseconds as the two largest units that matter: "+1 d 2 h", "+30 min". */
export function offsetParts(ms) {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  return {
    sign: ms < 0 ? "−" : "+",
    days: Math.floor(minutes / 1440),
    hours: Math.floor((minutes % 1440) / 60),
    minutes: minutes % 60,
  };
}
