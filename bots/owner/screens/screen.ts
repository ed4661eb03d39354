import { clinicInfo } from "../../../core/catalog/clinic.ts";
import type { Dialog, SayButton } from "../../dialog/dialog.ts";
import { t, type Text } from "../../texts.ts";
import { spoken } from "../../voice.ts";
import type { OwnerCore, OwnerTurn } from "../turn.ts";

/**
 * What is shown outside dialogs: no question is open afterwards, so that a message written below it goes to the chat
 * it was meant for. Its buttons are actions and live as long as the message.
 */
export interface Screen {
  readonly text: Text;
  readonly menu: readonly (readonly SayButton[])[];
}

/** Whose screen it is and how they read. A turn is one. */
export type Viewer = Pick<OwnerTurn, "core" | "person" | "channel" | "locale" | "zone">;

/** The argument of a button that stands on a screen: what it leads to takes the screen's place. */
export const here = "here";

/** Shows a screen: in the place of the message whose button was pressed, or else below. */
export async function show(turn: OwnerTurn, screen: Screen, where?: string): Promise<void> {
  const { menu = [] } = spoken(turn.locale, screen);
  await (where === here ? turn.replace(screen.text, { menu }) : turn.say(screen.text, { menu }));
}

/** Shows a screen out of a flow. `name` names the step. */
export async function sayScreen(
  dialog: Dialog<OwnerCore>,
  name: string,
  make: (viewer: Viewer) => Promise<Screen>,
): Promise<void> {
  const { locale, zone: own } = await dialog.person();
  // Plain data, but a type that goes down without end is more than the compiler follows.
  const { screen } = await dialog.read(name, async ({ core, person, channel }) => {
    const zone = own ?? (await clinicInfo(core))?.timeZone ?? "UTC";
    return { screen: JSON.stringify(await make({ core, person, channel, locale, zone })) };
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what was written the line above
  const { text, menu } = JSON.parse(screen) as Screen;
  await dialog.say(text, { menu });
}

/** One page of a list; a page beyond the end is the last. */
export function pageOf<T>(all: readonly T[], wanted: string | number, size: number) {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const number = Number(wanted);
  const page = Number.isInteger(number) ? Math.min(Math.max(number, 0), pages - 1) : 0;
  return { items: all.slice(page * size, (page + 1) * size), page, pages };
}

/** Arrows round the position, as in a dialog's lists; no row where there is one page. */
export function arrowRows(page: number, pages: number, data: (page: number) => string): SayButton[][] {
  if (pages < 2) return [];
  const to = (wanted: number) => data((wanted + pages) % pages);
  return [
    [
      { label: t("dialog-previous"), data: to(page - 1) },
      { label: t("page-position", { page: page + 1, pages }), data: to(page) },
      { label: t("dialog-next"), data: to(page + 1) },
    ],
  ];
}
