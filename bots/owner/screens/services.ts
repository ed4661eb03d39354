import { localized } from "../../../core/catalog/words.ts";
import {
  myEntitlement,
  myEntitlements,
  myUnpaidOrders,
  type EntitlementInfo,
  type OrderInfo,
} from "../../../core/orders/mine.ts";
import type { SayButton } from "../../dialog/dialog.ts";
import { lines, moment, t, type Text } from "../../texts.ts";
import { buyButton } from "../flows/buttons.ts";
import { actionData } from "../turn.ts";
import { stateText } from "./case-state.ts";
import { orderLine, orderRow } from "./orders.ts";
import { arrowRows, here, pageOf, type Screen, type Viewer } from "./screen.ts";

/** Bought packages a page: with two buttons each as much as a phone shows at once. */
const PAGE = 5;

/** Unpaid orders beside them: people have one, rarely two; all of them are one press away. */
const UNPAID = 3;

/** What the owner bought and can use, and what waits to be paid; or (`past`) what is used up or has run out. */
export async function servicesScreen(viewer: Viewer, which = "usable", wanted = "0"): Promise<Screen> {
  const all = await myEntitlements(viewer.core, viewer.person);
  const unpaid = await myUnpaidOrders(viewer.core, viewer.person);
  const past = all.filter(({ usable }) => !usable);
  if (which === "past" && past.length > 0) return pastScreen(viewer, past, wanted);
  if (which === "unpaid" && unpaid.length > 0) return unpaidScreen(viewer, unpaid, wanted);
  const usable = all.filter((item) => item.usable);
  return usableScreen(viewer, { usable, past: past.length, unpaid }, wanted);
}

interface Owned {
  readonly usable: readonly EntitlementInfo[];
  /** How many are used up or have run out. */
  readonly past: number;
  readonly unpaid: readonly OrderInfo[];
}

function usableScreen(viewer: Viewer, owned: Owned, wanted: string): Screen {
  const { usable, past, unpaid } = owned;
  const { items, page, pages } = pageOf(usable, wanted, PAGE);
  const number = (index: number) => (usable.length === 1 ? 0 : page * PAGE + index + 1);
  const listed = items.map((item, index) => lineOf(viewer, item, number(index)));
  const rows = items.map(({ id }, index): SayButton[] => [
    { label: t("services-activate", { number: number(index) }), data: actionData("activate", id) },
    { label: t("services-details", { number: number(index) }), data: actionData("service", id, here) },
  ]);
  const waiting = page === 0 ? unpaid.slice(0, UNPAID) : [];
  const text = [
    ...(usable.length > 0 ? [t("services-title"), ...listed] : [emptyText(owned)]),
    ...(waiting.length > 0
      ? [t("services-unpaid-title"), ...waiting.map((order) => orderLine(viewer, order))]
      : []),
  ];
  return {
    text: lines(text, "\n\n"),
    menu: [
      ...rows,
      ...arrowRows(page, pages, to("usable")),
      ...waiting.map(orderRow),
      ...listRow("unpaid", unpaid.length > UNPAID ? unpaid.length : 0),
      [buyButton],
      ...listRow("past", past),
    ],
  };
}

function emptyText({ past, unpaid }: Owned): Text {
  if (past > 0) return t("services-used-up");
  return unpaid.length > 0 ? t("services-none-paid") : t("services-none");
}

/** Leads to a list, if there is anything in it. */
const listRow = (which: "past" | "unpaid", count: number): SayButton[][] =>
  count > 0 ? [[{ label: t(`services-${which}`, { count }), data: to(which)(0) }]] : [];

function unpaidScreen(viewer: Viewer, unpaid: readonly OrderInfo[], wanted: string): Screen {
  const { items, page, pages } = pageOf(unpaid, wanted, PAGE);
  return {
    text: lines([t("services-unpaid-title"), ...items.map((order) => orderLine(viewer, order))], "\n\n"),
    menu: [...items.map(orderRow), ...arrowRows(page, pages, to("unpaid")), [backButton]],
  };
}

function pastScreen(viewer: Viewer, past: readonly EntitlementInfo[], wanted: string): Screen {
  const { items, page, pages } = pageOf(past, wanted, PAGE);
  const rows = items.map(({ id, order }): SayButton[] => [
    { label: t("services-of-order", { order: String(order) }), data: actionData("service", id, here) },
  ]);
  const listed = items.map((item) =>
    t(item.remaining > 0 ? "services-line-expired" : "services-line-used", {
      title: titleOf(viewer, item),
      order: String(item.order),
      day: moment(item.expiresAt.toISOString(), viewer.zone, "day"),
    }),
  );
  return {
    text: lines([t("services-past-title"), ...listed], "\n\n"),
    menu: [...rows, ...arrowRows(page, pages, to("past")), [backButton]],
  };
}

/** One bought package with all about it; undefined when the owner has no such. */
export async function serviceScreen(viewer: Viewer, id: string): Promise<Screen | undefined> {
  const item = await myEntitlement(viewer.core, viewer.person, id);
  if (!item) return undefined;
  const { zone } = viewer;
  const day = (at: Date) => moment(at.toISOString(), zone, "day");
  const cases = item.consultations.map(({ number, state }) =>
    t("service-case", { number: String(number), state: stateText(state) }),
  );
  const over = item.remaining > 0 ? t("service-expired") : t("service-used");
  const facts: Text[] = [
    t("service-title", { title: titleOf(viewer, item) }),
    t("service-left", { left: item.remaining, total: item.total }),
    t("service-until", { day: day(item.expiresAt) }),
    ...vetLines(viewer, item),
    t("service-order", { order: String(item.order), day: day(item.grantedAt) }),
    ...(item.usable ? [] : [over]),
    ...(cases.length > 0 ? [t("service-cases"), ...cases] : []),
  ];
  return { text: lines(facts), menu: [...useRow(item), ...caseRows(item), [backButton]] };
}

const useRow = ({ id, usable }: EntitlementInfo): SayButton[][] =>
  usable ? [[{ label: t("service-activate"), data: actionData("activate", id) }]] : [[buyButton]];

/** The last consultations it was used for; older ones are in the archive of chats. */
const caseRows = ({ consultations }: EntitlementInfo): SayButton[][] =>
  consultations
    .slice(-PAGE)
    .map(({ id, number }) => [
      { label: t("service-open-case", { number: String(number) }), data: actionData("case", id, here) },
    ]);

function lineOf(viewer: Viewer, item: EntitlementInfo, number: number): Text {
  const line = t("services-line", {
    number,
    title: titleOf(viewer, item),
    left: item.remaining,
    total: item.total,
    day: moment(item.expiresAt.toISOString(), viewer.zone, "day"),
  });
  return lines([line, ...vetLines(viewer, item)]);
}

const vetLines = ({ locale }: Viewer, { vet }: EntitlementInfo): Text[] =>
  vet ? [t("service-vet", { vet: localized(vet.name, locale) })] : [];

const titleOf = ({ locale }: Viewer, item: EntitlementInfo): string => localized(item.package.title, locale);

const to = (which: string) => (page: number) => actionData("services", which, String(page));

const backButton: SayButton = { label: t("services-back"), data: actionData("services", "usable", "0") };
