import { ownerCases, type OwnerCase } from "../../../core/consultations/owner-cases.ts";
import { myEntitlements } from "../../../core/orders/mine.ts";
import type { SayButton } from "../../dialog/dialog.ts";
import { lines, t } from "../../texts.ts";
import { buyButton } from "../flows/buttons.ts";
import { actionData } from "../turn.ts";
import { clockText } from "./case-state.ts";
import { arrowRows, here, pageOf, type Screen, type Viewer } from "./screen.ts";

/** Chats a page: each has two lines and a button. */
const PAGE = 6;

/** The owner's consultations: those going on, or (`archive`) those over. An empty list leads on. */
export async function chatsScreen(viewer: Viewer, which = "current", wanted = "0"): Promise<Screen> {
  const { core, person } = viewer;
  const [current, archive] = [
    await ownerCases(core, person, "current"),
    await ownerCases(core, person, "archive"),
  ];
  return which === "archive"
    ? archiveScreen(viewer, archive, wanted)
    : currentScreen(viewer, current, archive, wanted);
}

async function currentScreen(
  viewer: Viewer,
  current: readonly OwnerCase[],
  archive: readonly OwnerCase[],
  wanted: string,
): Promise<Screen> {
  const other: SayButton[] = [
    { label: t("chats-to-archive", { count: archive.length }), data: actionData("chats", "archive", "0") },
  ];
  if (current.length > 0)
    return listScreen(viewer, "current", current, wanted, archive.length > 0 ? [other] : []);
  const bought = await hasUsable(viewer);
  const empty = bought ? "chats-none-bought" : archive.length > 0 ? "chats-none-now" : "chats-none";
  return {
    text: t(empty),
    menu: [[bought ? servicesButton : buyButton], ...(archive.length > 0 ? [other] : [])],
  };
}

async function archiveScreen(viewer: Viewer, archive: readonly OwnerCase[], wanted: string): Promise<Screen> {
  const other: SayButton[] = [{ label: t("chats-to-current"), data: actionData("chats", "current", "0") }];
  if (archive.length > 0) return listScreen(viewer, "archive", archive, wanted, [other]);
  const bought = await hasUsable(viewer);
  return { text: t("archive-none"), menu: [[bought ? servicesButton : buyButton], other] };
}

function listScreen(
  { core, zone }: Viewer,
  which: "current" | "archive",
  cases: readonly OwnerCase[],
  wanted: string,
  below: readonly (readonly SayButton[])[],
): Screen {
  const { items, page, pages } = pageOf(cases, wanted, PAGE);
  const now = core.clock.now();
  const listed = items.map(({ number, pet, clock }) =>
    lines([t("chats-line", { number: String(number), pet }), clockText(clock, zone, now)]),
  );
  const rows = items.map(({ consultation, number, pet }): SayButton[] => [
    {
      label: t("chat-of-case", { number: String(number), pet }),
      data: actionData("case", consultation, here),
    },
  ]);
  const turned = arrowRows(page, pages, (to) => actionData("chats", which, String(to)));
  return {
    text: lines([t(which === "current" ? "chats-current" : "chats-archive"), ...listed], "\n\n"),
    menu: [...rows, ...turned, ...below],
  };
}

const hasUsable = async ({ core, person }: Viewer): Promise<boolean> =>
  (await myEntitlements(core, person)).some(({ usable }) => usable);

const servicesButton: SayButton = { label: t("chats-to-services"), data: actionData("services") };
