import { clinicInfo, type ClinicInfo } from "../../../core/catalog/clinic.ts";
import { hoursLines, isOpen, opensAt } from "../../../core/catalog/hours.ts";
import { localized } from "../../../core/catalog/words.ts";
import type { Dialog, Stored } from "../../dialog/dialog.ts";
import { lines, moment, t, type Locale, type Text } from "../../texts.ts";
import { clinicFacts } from "../clinic-facts.ts";
import type { OwnerCore } from "../turn.ts";
import { supportButton } from "./buttons.ts";

/** Where the clinic is, how to reach it, and whether it is open now. */
export async function contacts(dialog: Dialog<OwnerCore>): Promise<void> {
  const { locale, zone } = await dialog.person();
  const now = await dialog.read("contacts", async ({ core }) => {
    const clinic = await clinicInfo(core);
    if (!clinic) return null;
    const instant = core.clock.now();
    return {
      clinic,
      open: isOpen(clinic.hours, clinic.timeZone, instant),
      opens: opensAt(clinic.hours, clinic.timeZone, instant) ?? null,
    };
  });
  if (!now) return dialog.say(t("contacts-none"), { menu: [[supportButton]] });
  const { clinic } = now;
  const opens =
    now.opens === null
      ? t("contacts-closed")
      : t("contacts-opens", { at: moment(now.opens, zone ?? clinic.timeZone) });
  await dialog.say(
    t("contacts", {
      name: localized(clinic.name, locale),
      about: localized(clinic.about, locale),
      facts: lines(clinicFacts(clinic, locale)),
      hours: hours(clinic),
      zone: zoneName(clinic.timeZone, locale),
      now: now.open ? t("contacts-open") : opens,
    }),
    { menu: [[supportButton]] },
  );
}

const hours = ({ hours }: Stored<ClinicInfo>): Text =>
  lines(
    hoursLines(hours).map(({ first, last, from, to }) => {
      const days = first === last ? t(`day-${first}`) : lines([t(`day-${first}`), t(`day-${last}`)], "–");
      return t("contacts-hours", { days, from, to });
    }),
  );

/** What people call a zone: `Москва, стандартное время`. */
function zoneName(zone: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "shortGeneric" });
  return format.formatToParts(0).find(({ type }) => type === "timeZoneName")?.value ?? zone;
}
