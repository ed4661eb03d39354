export { isLocale, locales, type Locale } from "../core/platform/locale.ts";
