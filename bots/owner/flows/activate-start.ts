import { outlook, type Outlook } from "../../../core/consultations/outlook.ts";
import { startsFor } from "../../../core/consultations/starts.ts";
import type { Dialog, Option, Stored } from "../../dialog/dialog.ts";
import { lines, moment, t, type Text } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import type { Ticket } from "./activate.ts";

/** A chosen time, and when the answer is due then. ISO 8601. */
export interface ChosenStart {
  readonly at: string;
  readonly deadline: string;
}

/** Asks when to begin; `undefined`: now. */
export async function askStart(dialog: Dialog<OwnerCore>, ticket: Ticket): Promise<ChosenStart | undefined> {
  const { zone = "UTC" } = await dialog.person();
  for (;;) {
    const now = await readOutlook(dialog, ticket);
    const days = await dialog.read("days", async ({ core, person }) =>
      (await startsFor(core, person, ticket.id, zone)).map(({ day, away, starts }) => ({
        day,
        away,
        first: starts[0]?.at,
      })),
    );
    const later: Option<"now" | "later">[] =
      days.length === 0 ? [] : [{ value: "later", label: t("activate-later") }];
    const options: Option<"now" | "later">[] = now.onDuty
      ? [{ value: "now", label: t("activate-now") }, ...later]
      : [...later, { value: "now", label: t("activate-now-anyway") }];
    const when = await dialog.choose(lines(whenLines(now, ticket, zone), "\n\n"), options);
    if (when === "now") return undefined;

    const day = await dialog.choose(
      t("activate-day"),
      days.map(({ day, away, first }) => ({ value: day, label: dayText(away, first ?? day, zone) })),
      { columns: 2, pageSize: 16 },
    );
    const times = await dialog.read("times", async ({ core, person }) => ({
      now: core.clock.now(),
      starts:
        (await startsFor(core, person, ticket.id, zone)).find((offered) => offered.day === day)?.starts ?? [],
    }));
    // Whoever thought about it until the day was over is asked anew.
    if (times.starts.length === 0) continue;
    const at = await dialog.choose(
      t("activate-time", { now: moment(times.now, zone, "time") }),
      times.starts.map((start) => ({ value: start.at, label: moment(start.at, zone, "time") })),
      // A working day in half hours, on one page.
      { columns: 4, pageSize: 28 },
    );
    const chosen = times.starts.find((start) => start.at === at);
    if (chosen) return chosen;
  }
}

/** What the chosen start means, for the last look before it counts. */
export async function startLines(
  dialog: Dialog<OwnerCore>,
  ticket: Ticket,
  start: ChosenStart | undefined,
): Promise<Text[]> {
  const { zone = "UTC" } = await dialog.person();
  const vet = ticket.vet?.name;
  if (start !== undefined) {
    return [
      t("activate-start-later", {
        start: moment(start.at, zone),
        deadline: moment(start.deadline, zone, "time"),
      }),
      ...(vet === undefined ? [] : [t("activate-vet-later", { vet })]),
    ];
  }
  const now = await readOutlook(dialog, ticket);
  return [t(now.onDuty ? "activate-start-now" : "activate-start-nobody"), ...namedLines(now, ticket)];
}

const readOutlook = (dialog: Dialog<OwnerCore>, { vet }: Ticket) =>
  dialog.read("outlook", ({ core }) => outlook(core, vet?.id));

function whenLines(now: Stored<Outlook>, ticket: Ticket, zone: string): Text[] {
  if (now.onDuty) return [t("activate-when"), ...namedLines(now, ticket)];
  const opens = now.opensAt === undefined ? [] : [t("activate-opens", { at: moment(now.opensAt, zone) })];
  return [t("activate-when-nobody"), ...opens];
}

/** Who sees it first, when it was bought from a named vet and somebody is on duty. */
function namedLines(now: Stored<Outlook>, { vet }: Ticket): Text[] {
  if (!vet || !now.onDuty) return [];
  return [
    now.namedFirst ? t("activate-vet-first", { vet: vet.name }) : t("activate-vet-away", { vet: vet.name }),
  ];
}

function dayText(away: number, first: string, zone: string): Text {
  const day = moment(first, zone, "weekday");
  if (away === 0) return t("activate-today", { day });
  return away === 1 ? t("activate-tomorrow", { day }) : day;
}
