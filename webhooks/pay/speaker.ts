import { fileURLToPath } from "node:url";
import type { FluentVariable } from "@fluent/bundle";
import { loadTexts } from "../../core/platform/fluent.ts";
import type { Locale } from "../../core/platform/locale.ts";

const say = loadTexts(fileURLToPath(new URL("..", import.meta.url)));

type Args = Readonly<Record<string, FluentVariable>>;

/** Says texts of the pages in a language. */
export const speaker = (locale: Locale) => (id: string, args?: Args) => say(locale, id, args);
