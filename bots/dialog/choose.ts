import type { Locale } from "../locale.ts";
import { lines, t, type Text } from "../text.ts";
import { render } from "../texts.ts";
import type { ChooseOptions, Option } from "./dialog.ts";
import type { Input } from "./input.ts";
import { contains, isLabel, numberIn } from "./match.ts";
import type { Button } from "./out.ts";
import type { View } from "./port.ts";
import type { Face, Question, Taken } from "./question.ts";
import { control, pageOf, valueToken } from "./token.ts";

/** Options a page: with arrows and "back" as much as a phone shows without scrolling. */
const usualPageSize = 8;

/** A question whose answer is one of a list: pages, search, numbers, labels. */
export function chooseQuestion<V extends string>(
  locale: Locale,
  name: string,
  text: Text,
  options: readonly Option<V>[],
  layout: ChooseOptions & { readonly skip?: Text | undefined; readonly hint?: Text },
): Question<V> {
  const size = layout.pageSize ?? usualPageSize;
  const hint = layout.hint ?? t("dialog-need-pick");
  const among = (query: string | undefined) =>
    query === undefined ? options : options.filter((option) => contains(option.label, query));

  function face(view: Partial<View>, hint?: Text): Face {
    const found = among(view.query);
    const rows = optionRows(locale, found, size, layout.columns ?? 1, view.page ?? 0);
    if (view.query !== undefined) {
      rows.push([{ role: "all", label: render(locale, t("dialog-all")), value: control.all }]);
    }
    return { text: hint ?? heading(view, found.length), rows, photo: hint ? undefined : layout.photo };
  }

  function heading(view: Partial<View>, count: number): Text {
    if (view.query !== undefined)
      return lines([text, t("dialog-found", { count, query: view.query })], "\n\n");
    return layout.search && options.length > size ? lines([text, t("dialog-search")], "\n\n") : text;
  }

  function take(input: Input, view: Partial<View>): Taken {
    if (input.kind === "pick") return press(input.value, view);
    return input.kind === "text" ? type(input.text.trim(), view) : { kind: "hint", hint };
  }

  function press(value: string, view: Partial<View>): Taken {
    const page = pageOf(value);
    if (page !== undefined) return { kind: "view", view: { ...placeOf(view), page } };
    if (value === control.all) return { kind: "view", view: {} };
    const option = options.find((known) => valueToken(known.value) === value);
    return option ? { kind: "value", value: option.value } : { kind: "hint", hint };
  }

  function type(words: string, view: Partial<View>): Taken {
    const found = among(view.query);
    const option = options.find((known) => isLabel(words, known.label)) ?? found[(numberIn(words) ?? 0) - 1];
    if (option) return { kind: "value", value: option.value };
    const pages = Math.ceil(found.length / size);
    const turned = { "<": -1, ">": 1 }[words];
    if (turned !== undefined && pages > 1) {
      const page = ((view.page ?? 0) + turned + pages) % pages;
      return { kind: "view", view: { ...placeOf(view), page } };
    }
    if (isLabel(words, t("dialog-all")) && view.query !== undefined) return { kind: "view", view: {} };
    if (!layout.search) return { kind: "hint", hint };
    const query = Array.from(words).slice(0, longestQuery).join("");
    if (among(query).length > 0) return { kind: "view", view: { query } };
    return { kind: "hint", hint: t("dialog-nothing-found", { query }) };
  }

  return {
    name,
    skip: layout.skip,
    face,
    take,
    accept: (taken) =>
      options.find((option) => taken.kind === "value" && option.value === taken.value)?.value ?? {
        rejected: hint,
      },
  };
}

/** Characters of a search that are kept and repeated: longer than any label. */
const longestQuery = 60;

const placeOf = ({ query }: Partial<View>) => (query === undefined ? {} : { query });

function optionRows(
  locale: Locale,
  options: readonly Option[],
  size: number,
  columns: number,
  wanted: number,
): Button[][] {
  const pages = Math.max(1, Math.ceil(options.length / size));
  const page = Math.min(wanted, pages - 1);
  const buttons = options.map((option, index): Button => ({
    role: "option",
    label: render(locale, option.label),
    value: valueToken(option.value),
    number: index + 1,
  }));
  const shown = buttons.slice(page * size, (page + 1) * size);
  const rows: Button[][] = [];
  for (let at = 0; at < shown.length; at += columns) rows.push(shown.slice(at, at + columns));
  if (pages > 1) rows.push(arrows(locale, page, pages));
  return rows;
}

/** Arrows round the position; they lead round from the last to the first. */
export function arrows(locale: Locale, at: number, count: number): Button[] {
  const to = (page: number) => control.page((page + count) % count);
  return [
    { role: "previous", label: render(locale, t("dialog-previous")), value: to(at - 1) },
    { role: "position", label: `${at + 1}/${count}`, value: to(at) },
    { role: "next", label: render(locale, t("dialog-next")), value: to(at + 1) },
  ];
}
