import type { Locale } from "../locale.ts";
import { lines, t, type Text } from "../text.ts";
import { render } from "../texts.ts";
import { arrows } from "./choose.ts";
import type { Card } from "./dialog.ts";
import type { Input } from "./input.ts";
import { isLabel, numberIn } from "./match.ts";
import type { Button } from "./out.ts";
import type { View } from "./port.ts";
import type { Face, Question, Taken } from "./question.ts";
import { pageOf, valueToken } from "./token.ts";

/**
 * Cards one at a time. An action's button names its card too: pressed late, it means the card it stood under, whatever
 * is on show by then.
 */
export function carouselQuestion<I extends { readonly value: string }, A extends string>(
  locale: Locale,
  name: string,
  items: readonly I[],
  card: (item: I, index: number) => Card<A>,
): Question<{ readonly item: I; readonly action: A }> {
  const cards = items.map((item, index) => ({ item, ...card(item, index) }));
  const choices = cards.flatMap(({ item, actions }) =>
    actions.map(({ value: action }) => ({ item, action, value: `${item.value}\n${action}` })),
  );
  const hint: Taken = { kind: "hint", hint: t("dialog-need-pick") };
  const indexOf = ({ at }: Partial<View>) =>
    Math.max(
      0,
      items.findIndex((item) => item.value === at),
    );

  function face(view: Partial<View>, hint?: Text): Face {
    const index = indexOf(view);
    const shown = cards[index];
    if (!shown) throw new Error(`Carousel ${name} has no cards`);
    const rows = shown.actions.map(({ value, label }, number): Button[] => [
      {
        role: "option",
        label: render(locale, label),
        value: valueToken(`${shown.item.value}\n${value}`),
        number: number + 1,
      },
    ]);
    if (cards.length > 1) rows.unshift(arrows(locale, index, cards.length));
    return { text: hint ? lines([hint, shown.text], "\n\n") : shown.text, rows, photo: shown.photo };
  }

  const turn = (index: number): Taken => {
    const item = items[(index + items.length) % items.length];
    return item ? { kind: "view", view: { at: item.value } } : hint;
  };

  function take(input: Input, view: Partial<View>): Taken {
    if (input.kind === "pick") {
      const page = pageOf(input.value);
      if (page !== undefined) return turn(page);
      const choice = choices.find(({ value }) => valueToken(value) === input.value);
      return choice ? { kind: "value", value: choice.value } : hint;
    }
    if (input.kind !== "text") return hint;
    const words = input.text.trim();
    if (words === ">") return turn(indexOf(view) + 1);
    if (words === "<") return turn(indexOf(view) - 1);
    const shown = cards[indexOf(view)];
    const action =
      shown?.actions.find(({ label }) => isLabel(words, label)) ?? shown?.actions[(numberIn(words) ?? 0) - 1];
    return shown && action ? { kind: "value", value: `${shown.item.value}\n${action.value}` } : hint;
  }

  return {
    name,
    face,
    take,
    accept: (taken) => {
      const choice = choices.find(({ value }) => taken.kind === "value" && value === taken.value);
      return choice ? { item: choice.item, action: choice.action } : { rejected: t("dialog-need-pick") };
    },
  };
}
