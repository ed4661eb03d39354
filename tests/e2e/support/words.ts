import { fileURLToPath } from "node:url";
import { render, t, type Locale } from "../../../bots/texts.ts";
import { loadTexts } from "../../../core/platform/fluent.ts";

const texts = loadTexts(fileURLToPath(new URL("../../../bots/", import.meta.url)));

/** What a button or a message says, when all that varies in it is known. */
export const words = (locale: Locale, id: string, args?: Readonly<Record<string, string | number>>): string =>
  render(locale, t(id, args));

/** What stands for something that the test does not know: a deadline, a number. Of Unicode's private use. */
const ANYTHING = "\uE000";

/** Matches a text of the bots, whatever stands for the arguments that are not given. */
export function told(
  locale: Locale,
  id: string,
  known: Readonly<Record<string, string | number>> = {},
): RegExp {
  const valueOf = (name: string | symbol) => known[String(name)] ?? ANYTHING;
  const args = new Proxy<Record<string, string | number>>(
    {},
    {
      get: (_, name) => valueOf(name),
      getOwnPropertyDescriptor: (_, name) => ({ configurable: true, enumerable: true, value: valueOf(name) }),
    },
  );
  const parts = texts(locale, id, args).split(ANYTHING);
  return new RegExp(parts.map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&")).join("[^]*?"), "u");
}
